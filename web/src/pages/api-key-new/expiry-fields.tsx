import { NativeSelect, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { lifetimes } from '../../access/lifetime.ts';
import { useFormat } from '../../format/use-format.ts';
import classes from './api-key-new.module.css';

interface ExpiryFieldsProps {
  lifetime: GetInputPropsReturnType;
  date: GetInputPropsReturnType;
}

const DAY_MS = 24 * 60 * 60_000;

/** How long the key is good, with the day on which it ends. */
export const ExpiryFields = ({ lifetime, date }: ExpiryFieldsProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const days = Number(lifetime.value);
  const end = Number.isNaN(days) ? null : new Date(Date.now() + days * DAY_MS).toISOString();
  const hint = () => {
    if (end !== null) return t('apiKeys.expiry.ends', { day: format.date(end) });
    return lifetime.value === 'never' ? t('apiKeys.expiry.neverHint') : undefined;
  };
  return (
    <div className={classes.expiry}>
      <NativeSelect
        label={t('apiKeys.expiry.label')}
        description={hint()}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={[...lifetimes.slice(0, -1), 'date' as const, 'never' as const].map((value) => ({
          value,
          label: t(`apiKeys.expiry.${value}`),
        }))}
        {...lifetime}
      />
      {lifetime.value === 'date' && <TextInput type="date" label={t('apiKeys.expiry.lastDay')} {...date} />}
    </div>
  );
};
