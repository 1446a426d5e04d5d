import { NativeSelect, Switch, TextInput } from '@mantine/core';
import type { StorageProfile } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { FormError } from '../console-ui/form-error.tsx';
import { UnsavedGuard } from '../console-ui/unsaved-guard.tsx';
import { useServerFields } from '../console-ui/use-server-fields.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { GithubFields, ReleasesFields } from './github-fields.tsx';
import { LocalFields } from './local-fields.tsx';
import { type ProfileValues, serverFields, startValues, storageTypes } from './profile-values.ts';
import { S3Fields } from './s3-fields.tsx';
import { useProfileForm } from './use-profile-form.ts';

interface ProfileFormProps {
  /** Null for a new one. */
  profile: StorageProfile | null;
  change: { isPending: boolean; error: Error | null };
  /** The button that sends the form. */
  action: string;
  /** `takeSaved` is told what is stored once it is. */
  onSubmit: (values: ProfileValues, before: ProfileValues, takeSaved: (saved: StorageProfile) => void) => void;
}

const fieldsOf = {
  local: LocalFields,
  's3-compatible': S3Fields,
  'github-repo': GithubFields,
  'github-releases': ReleasesFields,
};

export const ProfileForm = ({ profile, change, action, onSubmit }: ProfileFormProps) => {
  const { t } = useTranslation();
  const { parts, takeSaved } = useProfileForm(profile);
  const { form, isNew } = parts;
  const type = form.values.providerType;
  const Fields = fieldsOf[type];
  const isShown = useServerFields(form, change.error, serverFields(type));
  const isDefault = profile?.isDefault === true;
  return (
    <form
      className={dialog.form}
      onSubmit={form.onSubmit(
        (values) => onSubmit(values, form.getInitialValues(), (saved) => takeSaved(values, startValues(saved))),
        (faults) => form.getInputNode(Object.keys(faults)[0] ?? '')?.focus(),
      )}
      noValidate
    >
      <FormError error={isShown ? null : change.error} />
      {isNew && (
        <NativeSelect
          label={t('storage.type')}
          description={t(`storage.typeHint.${type}`)}
          data={storageTypes.map((value) => ({ value, label: t(`storage.types.${value}`) }))}
          {...form.getInputProps('providerType')}
        />
      )}
      <TextInput label={t('storage.internalName')} maxLength={128} {...form.getInputProps('name')} />
      <TextInput
        label={t('storage.displayName')}
        description={t('storage.displayNameHint')}
        maxLength={256}
        {...form.getInputProps('displayName')}
      />
      <Fields {...parts} />
      <Switch
        label={t('storage.enabled')}
        description={t(isDefault ? 'storage.defaultStaysEnabled' : 'storage.isEnabledHint')}
        disabled={isDefault}
        {...form.getInputProps('isEnabled', { type: 'checkbox' })}
      />
      <UnsavedGuard unsaved={form.isDirty()} />
      <div>
        <BusyButton type="submit" busy={change.isPending}>
          {action}
        </BusyButton>
      </div>
    </form>
  );
};
