import type { User } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { PermissionNames } from '../../access/permission-names.tsx';
import { Copyable } from '../../console-ui/copyable.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Facts } from '../../ui/facts.tsx';

export const UserFacts = ({ user }: { user: User }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { lastLoginAtUtc } = user;
  return (
    <Facts
      label={t('users.facts')}
      facts={[
        [t('users.state'), t(`users.states.${user.isActive ? 'active' : 'disabled'}`)],
        [t('account.roleLabel'), t(`account.role.${user.role}`)],
        [
          t('permissions.label'),
          user.role === 'superAdmin' ? (
            t('permissions.all')
          ) : (
            <PermissionNames key="permissions" permissions={user.permissions} />
          ),
        ],
        [t('users.lastLogin'), lastLoginAtUtc === null ? t('users.never') : format.dateTime(lastLoginAtUtc)],
        [t('asset.fact.created'), format.dateTime(user.createdAtUtc)],
        [
          t('asset.fact.id'),
          <Copyable key="id" text={user.id} label={t('common.copyNamed', { name: t('asset.fact.id') })} />,
        ],
      ]}
    />
  );
};
