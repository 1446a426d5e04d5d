import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../console-ui/back-link.tsx';
import { FormPage } from '../../console-ui/form-page.tsx';
import { useUser } from '../../data/session.ts';
import { bootstrapQuery } from '../../data/system.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { UserForm } from './user-form.tsx';

export const UserNewPage = () => {
  const { t } = useTranslation();
  const user = useUser();
  const { data: bootstrap } = useQuery(bootstrapQuery);
  useTitle(t('users.create'));
  return (
    <FormPage>
      <BackLink to="/users">{t('users.title')}</BackLink>
      <PageHead title={t('users.create')} />
      {user !== null && bootstrap && <UserForm actor={user} minLength={bootstrap.minPasswordLength} />}
    </FormPage>
  );
};
