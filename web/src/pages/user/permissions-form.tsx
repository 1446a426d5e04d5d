import { useForm } from '@mantine/form';
import type { User } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import access from '../../access/access.module.css';
import { PermissionPicker } from '../../access/permission-picker.tsx';
import dialog from '../../console-ui/dialog.module.css';
import { FormError } from '../../console-ui/form-error.tsx';
import { UnsavedGuard } from '../../console-ui/unsaved-guard.tsx';
import { useFreshValues } from '../../console-ui/use-fresh-values.ts';
import type { Permission } from '../../data/permissions.ts';
import { useUserChanges } from '../../data/user-changes.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { notify } from '../../ui/notify.ts';

interface PermissionsFormProps {
  user: User;
  /** What the one who gives holds: nobody gives what they lack. What the user has already is not given. */
  held: ReadonlySet<Permission>;
}

const valuesOf = ({ permissions }: User) => ({ permissions });

export const PermissionsForm = ({ user, held }: PermissionsFormProps) => {
  const { t } = useTranslation();
  const { setPermissions } = useUserChanges(user.id);
  const form = useForm<{ permissions: Permission[] }>({ initialValues: valuesOf(user) });
  const takeSaved = useFreshValues(form, valuesOf(user));
  const chosen = form.values.permissions;
  const changed =
    chosen.length !== user.permissions.length || chosen.some((permission) => !user.permissions.includes(permission));
  return (
    <form
      className={`${dialog.form} ${access.section}`}
      onSubmit={form.onSubmit((values) =>
        setPermissions.mutate(values.permissions, {
          onSuccess: (saved) => {
            takeSaved(values, valuesOf(saved));
            notify.done(t('asset.saved'));
          },
        }),
      )}
    >
      <FormError error={setPermissions.error} />
      <PermissionPicker
        label={t('permissions.label')}
        offered={new Set([...held, ...user.permissions])}
        value={chosen}
        onChange={(permissions) => form.setFieldValue('permissions', permissions)}
      />
      <UnsavedGuard unsaved={changed} />
      {changed && (
        <div>
          <BusyButton type="submit" busy={setPermissions.isPending}>
            {t('users.savePermissions')}
          </BusyButton>
        </div>
      )}
    </form>
  );
};
