import { PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { NewPasswordField } from '../../access/new-password-field.tsx';
import { usePasswordText } from '../../access/use-password-text.ts';
import dialog from '../../console-ui/dialog.module.css';
import { FormError } from '../../console-ui/form-error.tsx';
import { useServerFields } from '../../console-ui/use-server-fields.ts';
import { useChangePassword } from '../../data/own-account.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { notify } from '../../ui/notify.ts';

interface PasswordFormProps {
  username: string;
  minLength: number;
}

export const PasswordForm = ({ username, minLength }: PasswordFormProps) => {
  const { t } = useTranslation();
  const change = useChangePassword();
  const passwordText = usePasswordText(minLength);
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value === '' ? t('account.currentRequired') : null),
      newPassword: (value) => passwordText(value, username),
    },
  });
  const shownAtField = useServerFields(form, change.error, {
    currentPassword: 'currentPassword',
    newPassword: 'newPassword',
  });
  const submit = form.onSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        form.reset();
        notify.done(t('account.passwordChanged'));
      },
    }),
  );
  return (
    <form className={dialog.form} onSubmit={submit} noValidate>
      <FormError error={shownAtField ? null : change.error} />
      {/* So that a password manager knows whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PasswordInput
        label={t('account.currentPassword')}
        autoComplete="current-password"
        {...form.getInputProps('currentPassword')}
      />
      <NewPasswordField
        label={t('account.newPassword')}
        minLength={minLength}
        value={form.values.newPassword}
        onChange={(value) => form.setFieldValue('newPassword', value)}
        error={form.errors.newPassword}
      />
      <div>
        <BusyButton type="submit" busy={change.isPending}>
          {t('account.changePassword')}
        </BusyButton>
      </div>
    </form>
  );
};
