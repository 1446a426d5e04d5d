import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { User } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import dialog from '../../console-ui/dialog.module.css';
import { FormError } from '../../console-ui/form-error.tsx';
import { UnsavedGuard } from '../../console-ui/unsaved-guard.tsx';
import { useFreshValues } from '../../console-ui/use-fresh-values.ts';
import { useServerFields } from '../../console-ui/use-server-fields.ts';
import { useUserChanges } from '../../data/user-changes.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { notify } from '../../ui/notify.ts';

interface ProfileFormProps {
  user: User;
  canChangeRole: boolean;
}

const valuesOf = ({ username, role }: User) => ({ username, role });

/** Name and role. Only what was changed is sent. */
export const ProfileForm = ({ user, canChangeRole }: ProfileFormProps) => {
  const { t } = useTranslation();
  const { patch } = useUserChanges(user.id);
  const form = useForm({
    initialValues: valuesOf(user),
    validate: { username: (value) => (value.trim() === '' ? t('setup.usernameRequired') : null) },
  });
  const shownAtField = useServerFields(form, patch.error, { username: 'username', role: 'role' });
  const takeSaved = useFreshValues(form, valuesOf(user));
  const submit = form.onSubmit((values) => {
    const { username, role } = values;
    const before = form.getInitialValues();
    patch.mutate(
      {
        ...(username === before.username ? {} : { username }),
        ...(role === before.role ? {} : { role }),
      },
      {
        onSuccess: (saved) => {
          takeSaved(values, valuesOf(saved));
          notify.done(t('asset.saved'));
        },
      },
    );
  });
  return (
    <form className={dialog.form} onSubmit={submit} noValidate>
      <FormError error={shownAtField ? null : patch.error} />
      <TextInput label={t('signIn.username')} maxLength={128} {...form.getInputProps('username')} />
      {canChangeRole && (
        <NativeSelect
          label={t('account.roleLabel')}
          description={t('users.roleHint')}
          data={(['user', 'admin'] as const).map((role) => ({ value: role, label: t(`account.role.${role}`) }))}
          {...form.getInputProps('role')}
        />
      )}
      <UnsavedGuard unsaved={form.isDirty()} />
      {form.isDirty() && (
        <div>
          <BusyButton type="submit" busy={patch.isPending}>
            {t('common.save')}
          </BusyButton>
        </div>
      )}
    </form>
  );
};
