import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NewKey } from '../../access/new-key.tsx';
import { BackLink } from '../../console-ui/back-link.tsx';
import { FormPage } from '../../console-ui/form-page.tsx';
import { useCreateApiKey } from '../../data/api-key-changes.ts';
import { useUser } from '../../data/session.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { ApiKeyForm } from './api-key-form.tsx';

export const ApiKeyNewPage = () => {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const creation = useCreateApiKey();
  const title = creation.data ? t('apiKeys.new.title', { name: creation.data.apiKey.name }) : t('apiKeys.create');
  useTitle(title);
  return (
    <FormPage>
      <BackLink to="/api-keys">{t('apiKeys.title')}</BackLink>
      <PageHead title={title} />
      {creation.data && (
        <NewKey issued={creation.data} onDone={() => void navigate({ to: '/api-keys', ignoreBlocker: true })} />
      )}
      {!creation.data && user !== null && <ApiKeyForm user={user} creation={creation} />}
    </FormPage>
  );
};
