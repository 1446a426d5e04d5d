import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { FormError } from '../console-ui/form-error.tsx';

/** What the form of every skill is given. */
export interface SkillFormProps {
  busy: boolean;
  error: Error | null;
  onRun: (parameters: Record<string, unknown>) => void;
  onClose: () => void;
}

interface SkillFormFrameProps extends SkillFormProps {
  onSubmit: (event?: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
}

export const SkillFormFrame = ({ busy, error, onSubmit, onClose, children }: SkillFormFrameProps) => {
  const { t } = useTranslation();
  return (
    <form className={dialog.form} onSubmit={onSubmit} noValidate>
      <FormError error={error} />
      {children}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} disabled={busy}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('skills.run')}
        </Button>
      </div>
    </form>
  );
};
