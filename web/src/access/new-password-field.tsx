import { Alert, Button, PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button.tsx';
import classes from './access.module.css';
import { makePassword } from './make-password.ts';

interface NewPasswordFieldProps {
  label: string;
  minLength: number;
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
}

/** A password to be set: its rules, and one made on request, shown once to be stored. */
export const NewPasswordField = ({ label, minLength, value, onChange, error }: NewPasswordFieldProps) => {
  const { t } = useTranslation();
  const [made, setMade] = useState<string | null>(null);
  const make = () => {
    const password = makePassword(minLength);
    setMade(password);
    onChange(password);
  };
  return (
    <div className={classes.password}>
      <PasswordInput
        label={label}
        description={t('account.passwordRules', { min: minLength })}
        autoComplete="new-password"
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button variant="default" onClick={make}>
        {t('setup.generate')}
      </Button>
      {made !== null && made === value && (
        <Alert color="yellow" role="status">
          {t('setup.generated')} <code>{made}</code> <CopyButton text={made} label={t('common.copy')} />
        </Alert>
      )}
    </div>
  );
};
