import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import access from '../../access/access.module.css';
import { PermissionNames } from '../../access/permission-names.tsx';
import { SessionSection } from '../../access/session-section.tsx';
import { FormPage } from '../../console-ui/form-page.tsx';
import { useUser } from '../../data/session.ts';
import { bootstrapQuery } from '../../data/system.ts';
import { Facts } from '../../ui/facts.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { PasswordForm } from './password-form.tsx';

export const AccountPage = () => {
  const { t } = useTranslation();
  const user = useUser();
  const { data: bootstrap } = useQuery(bootstrapQuery);
  useTitle(t('account.title'));
  if (user === null) return null;
  return (
    <>
      <FormPage>
        <PageHead title={t('account.title')} />
        <Facts
          label={t('account.title')}
          facts={[
            [t('signIn.username'), user.username],
            [t('account.roleLabel'), t(`account.role.${user.role}`)],
            [
              t('permissions.label'),
              user.role === 'superAdmin' ? (
                t('permissions.all')
              ) : (
                <PermissionNames key="permissions" permissions={user.permissions} />
              ),
            ],
          ]}
        />
        <section className={access.section} aria-labelledby="password">
          <div className={access.sectionHead}>
            <h2 id="password" className={access.heading}>
              {t('account.changePassword')}
            </h2>
          </div>
          {bootstrap && <PasswordForm username={user.username} minLength={bootstrap.minPasswordLength} />}
        </section>
      </FormPage>
      <SessionSection userId={null} canEnd />
    </>
  );
};
