import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProviderForm } from '../../ai/provider-form.tsx';
import { toNewProvider } from '../../ai/provider-values.ts';
import { BackLink } from '../../console-ui/back-link.tsx';
import { FormPage } from '../../console-ui/form-page.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { useCreateAiProvider } from '../../data/ai-provider-changes.ts';
import { aiProvidersQuery } from '../../data/ai-providers.ts';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';

export const AiProviderNewPage = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const creation = useCreateAiProvider();
  const { data: providers, isPending } = useQuery(aiProvidersQuery);
  useTitle(t('aiProviders.create'));
  return (
    <FormPage>
      <BackLink to="/ai-providers">{t('aiProviders.title')}</BackLink>
      <PageHead title={t('aiProviders.create')} />
      {isPending ? (
        <RecordSkeleton rows={3} />
      ) : (
        <ProviderForm
          provider={null}
          isFirst={providers?.every(({ isActive }) => !isActive) ?? false}
          change={creation}
          action={t('aiProviders.create')}
          onSubmit={(values) =>
            creation.mutate(toNewProvider(values), {
              onSuccess: ({ name }) => {
                notify.done(t('aiProviders.added', { name }));
                void navigate({ to: '/ai-providers', ignoreBlocker: true });
              },
            })
          }
        />
      )}
    </FormPage>
  );
};
