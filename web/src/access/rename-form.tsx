import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { FormError } from '../console-ui/form-error.tsx';
import { useServerFields } from '../console-ui/use-server-fields.ts';
import { useRenameApiKey } from '../data/api-key-changes.ts';
import { BusyButton } from '../ui/busy-button.tsx';

interface RenameFormProps {
  apiKey: ApiKey;
  onClose: () => void;
}

export const RenameForm = ({ apiKey: { id, name }, onClose }: RenameFormProps) => {
  const { t } = useTranslation();
  const rename = useRenameApiKey(id);
  const form = useForm({
    initialValues: { name },
    validate: { name: (value) => (value.trim() === '' ? t('apiKeys.nameRequired') : null) },
  });
  const shownAtField = useServerFields(form, rename.error, { name: 'name' });
  return (
    <form
      className={dialog.form}
      onSubmit={form.onSubmit((values) => rename.mutate(values.name, { onSuccess: onClose }))}
      noValidate
    >
      <FormError error={shownAtField ? null : rename.error} />
      <TextInput label={t('apiKeys.column.name')} maxLength={100} data-autofocus {...form.getInputProps('name')} />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} disabled={rename.isPending}>
          {t('common.cancel')}
        </Button>
        <BusyButton type="submit" busy={rename.isPending}>
          {t('common.save')}
        </BusyButton>
      </div>
    </form>
  );
};
