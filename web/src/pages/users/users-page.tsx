import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rolesToCreate } from '../../access/user-rights.ts';
import { ChoiceMenu } from '../../console-ui/choice-menu.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { Toolbar } from '../../console-ui/toolbar.tsx';
import { useUser } from '../../data/session.ts';
import { usersQuery } from '../../data/users.ts';
import { useFormat } from '../../format/use-format.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Pager } from '../../ui/pager.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { UserList } from './user-list.tsx';
import { roles, states, toUserQuery, type UsersSearch, userOrders } from './users-search.ts';

const route = getRouteApi('/console/users');

export const UsersPage = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const user = useUser();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/users' });
  const { data, error, isPlaceholderData, refetch } = useQuery(usersQuery(toUserQuery(search)));
  useTitle(t('users.title'));
  const filter = (patch: UsersSearch) =>
    navigate({ search: (current) => ({ ...current, ...patch, page: undefined }), replace: true });
  return (
    <>
      <PageHead
        title={t('users.title')}
        note={data && t('users.total', { count: data.total, formatted: format.number(data.total) })}
      >
        {user !== null && rolesToCreate(user).length > 0 && (
          <ButtonLink to="/users/new">{t('users.create')}</ButtonLink>
        )}
      </PageHead>
      <Toolbar>
        <SearchField
          label={t('users.search')}
          value={search.query ?? ''}
          onSearch={(query) => filter({ query: query || undefined })}
        />
        <ChoiceMenu
          label={t('account.roleLabel')}
          any={t('users.anyRole')}
          value={search.role}
          choices={roles.map((role) => [role, t(`account.role.${role}`)])}
          onChange={(role) => filter({ role })}
        />
        <ChoiceMenu
          label={t('users.state')}
          any={t('users.anyState')}
          value={search.state}
          choices={states.map((state) => [state, t(`users.states.${state}`)])}
          onChange={(state) => filter({ state })}
        />
        <ChoiceMenu
          label={t('users.order')}
          any={t('users.orders.newest')}
          value={search.order}
          choices={userOrders.slice(1).map((order) => [order, t(`users.orders.${order}`)])}
          onChange={(order) => filter({ order })}
          quiet
        />
      </Toolbar>
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <RecordSkeleton />}
      {data?.total === 0 && <EmptyState text={t('users.empty')} />}
      {data !== undefined && data.total > 0 && (
        <>
          <UserList users={data.items} busy={isPlaceholderData} />
          <Pager
            page={data.page}
            pageSize={data.pageSize}
            total={data.total}
            linkTo={(page) => ({ to: '/users', search: { ...search, page: page === 1 ? undefined : page } })}
          />
        </>
      )}
    </>
  );
};
