import { Button, NativeSelect } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { FormError } from '../console-ui/form-error.tsx';
import type { useRotateApiKey } from '../data/api-key-changes.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { type Lifetime, lifetimes, toExpiry } from './lifetime.ts';

const overlaps = [0, 1, 3, 7] as const;

interface RotateFormProps {
  apiKey: ApiKey;
  rotation: ReturnType<typeof useRotateApiKey>;
  onClose: () => void;
}

export const RotateForm = ({ apiKey, rotation, onClose }: RotateFormProps) => {
  const { t } = useTranslation();
  const expired = apiKey.status === 'expired';
  const form = useForm<{ overlap: string; lifetime: Lifetime | 'same' }>({
    initialValues: { overlap: '1', lifetime: expired ? '90' : 'same' },
  });
  const rotate = form.onSubmit(({ overlap, lifetime }) =>
    rotation.mutate({ overlapDays: Number(overlap), ...(lifetime === 'same' ? {} : toExpiry(lifetime)) }),
  );
  return (
    <form className={dialog.form} onSubmit={rotate} noValidate>
      <FormError error={rotation.error} />
      <NativeSelect
        label={t('apiKeys.rotate.overlap')}
        description={t('apiKeys.rotate.overlapHint')}
        // What has expired does not come back to life.
        disabled={expired}
        data={overlaps.map((days) => ({
          value: String(days),
          label: days === 0 ? t('apiKeys.rotate.atOnce') : t('apiKeys.rotate.days', { count: days }),
        }))}
        {...form.getInputProps('overlap')}
      />
      <NativeSelect
        label={t('apiKeys.expiry.label')}
        data={[
          ...(expired ? [] : [{ value: 'same', label: t('apiKeys.rotate.sameExpiry') }]),
          ...lifetimes.map((lifetime) => ({ value: lifetime, label: t(`apiKeys.expiry.${lifetime}`) })),
        ]}
        {...form.getInputProps('lifetime')}
      />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} disabled={rotation.isPending}>
          {t('common.cancel')}
        </Button>
        <BusyButton type="submit" busy={rotation.isPending}>
          {t('apiKeys.rotate.submit')}
        </BusyButton>
      </div>
    </form>
  );
};
