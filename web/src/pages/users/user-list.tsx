import type { User } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../../console-ui/record-list.tsx';
import { When } from '../../console-ui/when.tsx';
import { AnchorLink } from '../../ui/anchor-link.tsx';

export const UserList = ({ users, busy }: { users: readonly User[]; busy: boolean }) => {
  const { t } = useTranslation();
  const columns: Column<User>[] = [
    {
      label: t('signIn.username'),
      lead: true,
      cell: ({ id, username }) => (
        <AnchorLink to="/users/$id" params={{ id }} inherit>
          {username}
        </AnchorLink>
      ),
    },
    { label: t('account.roleLabel'), cell: ({ role }) => t(`account.role.${role}`) },
    { label: t('users.state'), cell: ({ isActive }) => t(`users.states.${isActive ? 'active' : 'disabled'}`) },
    {
      label: t('permissions.label'),
      cell: ({ role, permissions }) =>
        role === 'superAdmin' ? t('permissions.all') : t('permissions.count', { count: permissions.length }),
    },
    { label: t('users.lastLogin'), cell: ({ lastLoginAtUtc }) => <When at={lastLoginAtUtc} /> },
    { label: t('asset.fact.created'), cell: ({ createdAtUtc }) => <When at={createdAtUtc} />, from: 'medium' },
  ];
  return <RecordList label={t('users.list')} rows={users} rowKey={({ id }) => id} columns={columns} busy={busy} />;
};
