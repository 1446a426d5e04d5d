import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NewPasswordField } from '../../access/new-password-field.tsx';
import { usePasswordText } from '../../access/use-password-text.ts';
import dialog from '../../console-ui/dialog.module.css';
import { FormError } from '../../console-ui/form-error.tsx';
import { useServerFields } from '../../console-ui/use-server-fields.ts';
import { bootstrapQuery } from '../../data/system.ts';
import { useUserChanges } from '../../data/user-changes.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { notify } from '../../ui/notify.ts';

interface ResetPasswordFormProps {
  id: string;
  username: string;
  onClose: () => void;
}

export const ResetPasswordForm = ({ id, username, onClose }: ResetPasswordFormProps) => {
  const { t } = useTranslation();
  const { data: bootstrap } = useQuery(bootstrapQuery);
  const minLength = bootstrap?.minPasswordLength ?? 0;
  const { resetPassword } = useUserChanges(id);
  const passwordText = usePasswordText(minLength);
  const form = useForm({
    initialValues: { newPassword: '' },
    validate: { newPassword: (value) => passwordText(value, username) },
  });
  const shownAtField = useServerFields(form, resetPassword.error, { newPassword: 'newPassword' });
  const submit = form.onSubmit(({ newPassword }) =>
    resetPassword.mutate(newPassword, {
      onSuccess: () => {
        notify.done(t('users.passwordReset', { name: username }));
        onClose();
      },
    }),
  );
  return (
    <form className={dialog.form} onSubmit={submit} noValidate>
      <FormError error={shownAtField ? null : resetPassword.error} />
      <NewPasswordField
        label={t('account.newPassword')}
        minLength={minLength}
        value={form.values.newPassword}
        onChange={(value) => form.setFieldValue('newPassword', value)}
        error={form.errors.newPassword}
      />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} disabled={resetPassword.isPending}>
          {t('common.cancel')}
        </Button>
        <BusyButton type="submit" busy={resetPassword.isPending}>
          {t('users.resetPassword')}
        </BusyButton>
      </div>
    </form>
  );
};
