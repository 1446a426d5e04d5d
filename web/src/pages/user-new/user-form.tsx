import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { User } from '@nekohub/client';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NewPasswordField } from '../../access/new-password-field.tsx';
import { PermissionPicker } from '../../access/permission-picker.tsx';
import { usePasswordText } from '../../access/use-password-text.ts';
import { rolesToCreate } from '../../access/user-rights.ts';
import dialog from '../../console-ui/dialog.module.css';
import { FormError } from '../../console-ui/form-error.tsx';
import { UnsavedGuard } from '../../console-ui/unsaved-guard.tsx';
import { useServerFields } from '../../console-ui/use-server-fields.ts';
import { can, type Permission } from '../../data/permissions.ts';
import { useCreateUser } from '../../data/user-changes.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { notify } from '../../ui/notify.ts';

interface Values {
  username: string;
  password: string;
  role: 'admin' | 'user';
  permissions: Permission[];
  isActive: boolean;
}

export const UserForm = ({ actor, minLength }: { actor: User; minLength: number }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const creation = useCreateUser();
  const passwordText = usePasswordText(minLength);
  const form = useForm<Values>({
    initialValues: {
      username: '',
      password: '',
      role: 'user',
      permissions: actor.permissions.filter((permission) => permission === 'assets.read'),
      isActive: true,
    },
    validate: {
      username: (value) => (value.trim() === '' ? t('setup.usernameRequired') : null),
      password: (value, { username }) => passwordText(value, username),
      // The server would take an empty list for the permissions of the role.
      permissions: (value) => (value.length === 0 ? t('apiKeys.permissionsRequired') : null),
    },
  });
  const shownAtField = useServerFields(form, creation.error, {
    username: 'username',
    password: 'password',
    permissions: 'permissions',
  });
  const submit = form.onSubmit((values) =>
    creation.mutate(values, {
      onSuccess: ({ id, username }) => {
        notify.done(t('users.created', { name: username }));
        if (can(actor, 'users.read')) void navigate({ to: '/users/$id', params: { id }, ignoreBlocker: true });
        else form.reset();
      },
    }),
  );
  return (
    <form className={dialog.form} onSubmit={submit} noValidate>
      <FormError error={shownAtField ? null : creation.error} />
      <TextInput
        label={t('signIn.username')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
        {...form.getInputProps('username')}
      />
      <NativeSelect
        label={t('account.roleLabel')}
        data={rolesToCreate(actor).map((role) => ({ value: role, label: t(`account.role.${role}`) }))}
        {...form.getInputProps('role')}
      />
      <NewPasswordField
        label={t('signIn.password')}
        minLength={minLength}
        value={form.values.password}
        onChange={(value) => form.setFieldValue('password', value)}
        error={form.errors.password}
      />
      <PermissionPicker
        label={t('permissions.label')}
        offered={new Set(actor.permissions)}
        value={form.values.permissions}
        onChange={(permissions) => form.setFieldValue('permissions', permissions)}
        error={form.errors.permissions}
      />
      <Switch
        label={t('users.isActive')}
        description={t('users.isActiveHint')}
        {...form.getInputProps('isActive', { type: 'checkbox' })}
      />
      <UnsavedGuard unsaved={form.isDirty()} />
      <div>
        <BusyButton type="submit" busy={creation.isPending}>
          {t('users.create')}
        </BusyButton>
      </div>
    </form>
  );
};
