import { useTranslation } from 'react-i18next';
import { groupPermissions, type Permission } from '../data/permissions.ts';
import classes from './permission-names.module.css';

/** Permissions in words, those of one group in one line. */
export const PermissionNames = ({ permissions }: { permissions: readonly Permission[] }) => {
  const { t } = useTranslation();
  if (permissions.length === 0) return t('permissions.none');
  return (
    <ul className={classes.list}>
      {groupPermissions(new Set(permissions)).map(([group, held]) => (
        <li key={group}>
          <span className={classes.group}>{t(`permissions.group.${group}`)}</span>
          {held.map((permission) => t(`permissions.${permission}`)).join(t('permissions.separator'))}
        </li>
      ))}
    </ul>
  );
};
