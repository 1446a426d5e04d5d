import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SessionSection } from '../../access/session-section.tsx';
import { userRights } from '../../access/user-rights.ts';
import { BackLink } from '../../console-ui/back-link.tsx';
import { FormPage } from '../../console-ui/form-page.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { useUser } from '../../data/session.ts';
import { userQuery } from '../../data/users.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useRecordTitle } from '../../ui/use-title.ts';
import { PermissionsForm } from './permissions-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { UserActions } from './user-actions.tsx';
import { UserFacts } from './user-facts.tsx';
import { UserKeys } from './user-keys.tsx';

const route = getRouteApi('/console/users/$id');

export const UserPage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const actor = useUser();
  const { data: user, error, refetch } = useQuery(userQuery(id));
  useRecordTitle({ kind: 'user', name: user?.username, error });
  const back = <BackLink to="/users">{t('users.title')}</BackLink>;
  if (user === undefined || actor === null) {
    return (
      <>
        {back}
        {error === null ? <RecordSkeleton rows={3} /> : <ErrorState error={error} onRetry={() => void refetch()} />}
      </>
    );
  }
  const may = userRights(actor, user);
  return (
    <>
      <FormPage>
        {back}
        <PageHead title={user.username} />
        <UserActions user={user} may={may} />
        {may.rename && <ProfileForm key={`profile ${id}`} user={user} canChangeRole={may.changeRole} />}
        <UserFacts user={user} />
        {may.setPermissions && (
          <PermissionsForm key={`permissions ${id}`} user={user} held={new Set(actor.permissions)} />
        )}
      </FormPage>
      {may.seeSessions && <SessionSection userId={id} canEnd={may.endSessions} />}
      {may.seeSessions && <UserKeys ownerId={id} />}
    </>
  );
};
