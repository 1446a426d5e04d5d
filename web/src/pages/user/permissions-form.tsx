import { Button } from '@mantine/core';
import type { User } from '@nekohub/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import access from '../../access/access.module.css';
import { PermissionPicker } from '../../access/permission-picker.tsx';
import dialog from '../../console-ui/dialog.module.css';
import { FormError } from '../../console-ui/form-error.tsx';
import { UnsavedGuard } from '../../console-ui/unsaved-guard.tsx';
import type { Permission } from '../../data/permissions.ts';
import { useUserChanges } from '../../data/user-changes.ts';
import { notify } from '../../ui/notify.ts';

interface PermissionsFormProps {
  user: User;
  /** What the one who gives holds: nobody gives what they lack. What the user has already is not given. */
  held: ReadonlySet<Permission>;
}

export const PermissionsForm = ({ user, held }: PermissionsFormProps) => {
  const { t } = useTranslation();
  const { setPermissions } = useUserChanges(user.id);
  const [chosen, setChosen] = useState<Permission[]>(user.permissions);
  const changed =
    chosen.length !== user.permissions.length || chosen.some((permission) => !user.permissions.includes(permission));
  return (
    <form
      className={`${dialog.form} ${access.section}`}
      onSubmit={(event) => {
        event.preventDefault();
        setPermissions.mutate(chosen, { onSuccess: () => notify.done(t('asset.saved')) });
      }}
    >
      <FormError error={setPermissions.error} />
      <PermissionPicker
        label={t('permissions.label')}
        offered={new Set([...held, ...user.permissions])}
        value={chosen}
        onChange={setChosen}
      />
      <UnsavedGuard unsaved={changed} />
      {changed && (
        <div>
          <Button type="submit" loading={setPermissions.isPending}>
            {t('users.savePermissions')}
          </Button>
        </div>
      )}
    </form>
  );
};
