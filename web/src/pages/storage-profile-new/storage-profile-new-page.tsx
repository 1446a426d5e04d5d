import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../console-ui/back-link.tsx';
import { FormPage } from '../../console-ui/form-page.tsx';
import { useCreateStorageProfile } from '../../data/storage-profile-changes.ts';
import { ProfileForm } from '../../storage/profile-form.tsx';
import { profileName } from '../../storage/profile-text.ts';
import { toNewProfile } from '../../storage/profile-values.ts';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';

export const StorageProfileNewPage = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const creation = useCreateStorageProfile();
  useTitle(t('storage.create'));
  return (
    <FormPage>
      <BackLink to="/providers">{t('storage.title')}</BackLink>
      <PageHead title={t('storage.create')} />
      <ProfileForm
        profile={null}
        change={creation}
        action={t('storage.create')}
        onSubmit={(values) =>
          creation.mutate(toNewProfile(values), {
            onSuccess: (profile) => {
              notify.done(t('storage.added', { name: profileName(profile) }));
              void navigate({ to: '/providers', ignoreBlocker: true });
            },
          })
        }
      />
    </FormPage>
  );
};
