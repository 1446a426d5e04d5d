import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ApiError, User } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { PermissionPicker } from '../../access/permission-picker.tsx';
import dialog from '../../console-ui/dialog.module.css';
import { FormError } from '../../console-ui/form-error.tsx';
import { UnsavedGuard } from '../../console-ui/unsaved-guard.tsx';
import { useServerFields } from '../../console-ui/use-server-fields.ts';
import type { useCreateApiKey } from '../../data/api-key-changes.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { ExpiryFields } from './expiry-fields.tsx';
import { addressLines, type KeyValues, startValues, toNewApiKey } from './key-values.ts';
import { PresetChoice } from './preset-choice.tsx';

interface ApiKeyFormProps {
  user: User;
  creation: ReturnType<typeof useCreateApiKey>;
}

/** Where the form shows what the server says about a field of its own. */
const fields = {
  name: 'name',
  permissions: 'permissions',
  expiresAtUtc: 'date',
  allowedAddresses: 'addresses',
} as const;

export const ApiKeyForm = ({ user, creation }: ApiKeyFormProps) => {
  const { t } = useTranslation();
  const held = new Set(user.permissions);
  const form = useForm<KeyValues>({
    initialValues: startValues(held),
    validate: {
      name: (name) => (name.trim() === '' ? t('apiKeys.nameRequired') : null),
      permissions: (permissions, { preset }) =>
        preset === 'chosen' && permissions.length === 0 ? t('apiKeys.permissionsRequired') : null,
      date: (date, { lifetime }) => (lifetime === 'date' && date === '' ? t('apiKeys.dateRequired') : null),
    },
  });
  // The server counts the entries of a list; people know them by what they wrote.
  const wrongAddress = ({ field }: ApiError) => {
    const [list, index] = field?.split('.') ?? [];
    if (list !== 'allowedAddresses') return undefined;
    return t('apiKeys.addressInvalid', { entry: addressLines(form.values.addresses)[Number(index)] ?? '' });
  };
  const shownAtField = useServerFields(form, creation.error, fields, wrongAddress);
  return (
    <form className={dialog.form} onSubmit={form.onSubmit((values) => creation.mutate(toNewApiKey(values)))} noValidate>
      <FormError error={shownAtField ? null : creation.error} />
      <TextInput
        label={t('apiKeys.column.name')}
        description={t('apiKeys.nameHint')}
        maxLength={100}
        {...form.getInputProps('name')}
      />
      <PresetChoice
        held={held}
        value={form.values.preset}
        onChange={(preset) => form.setFieldValue('preset', preset)}
      />
      {form.values.preset === 'chosen' && (
        <PermissionPicker
          label={t('permissions.label')}
          offered={held}
          value={form.values.permissions}
          onChange={(permissions) => form.setFieldValue('permissions', permissions)}
          error={form.errors.permissions}
        />
      )}
      <ExpiryFields lifetime={form.getInputProps('lifetime')} date={form.getInputProps('date')} />
      <Textarea
        label={t('apiKeys.fact.addresses')}
        description={t('apiKeys.addressesHint')}
        rows={2}
        {...form.getInputProps('addresses')}
      />
      <UnsavedGuard unsaved={form.isDirty()} />
      <div>
        <BusyButton type="submit" busy={creation.isPending}>
          {t('apiKeys.create')}
        </BusyButton>
      </div>
    </form>
  );
};
