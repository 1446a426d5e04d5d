import type { AiProvider } from '@nekohub/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProviderForm } from '../../ai/provider-form.tsx';
import { toProviderPatch } from '../../ai/provider-values.ts';
import { BackLink } from '../../console-ui/back-link.tsx';
import { FormPage } from '../../console-ui/form-page.tsx';
import { MissingRecord } from '../../console-ui/missing-record.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { usePatchAiProvider } from '../../data/ai-provider-changes.ts';
import { aiProvidersQuery } from '../../data/ai-providers.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useRecordTitle } from '../../ui/use-title.ts';

const route = getRouteApi('/console/ai-providers/$id');

export const AiProviderPage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data: providers, error, refetch } = useQuery(aiProvidersQuery);
  const provider = providers?.find((candidate) => candidate.id === id);
  const isMissing = providers !== undefined && provider === undefined;
  useRecordTitle({ kind: 'aiProvider', name: provider?.name, error, isMissing });
  return (
    <FormPage>
      <BackLink to="/ai-providers">{t('aiProviders.title')}</BackLink>
      {providers === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {providers === undefined && error === null && <RecordSkeleton rows={3} />}
      {isMissing && <MissingRecord text={t('error.code.ai_provider_profile_not_found')} />}
      {provider !== undefined && (
        <>
          <PageHead title={provider.name} />
          <EditForm key={provider.id} provider={provider} />
        </>
      )}
    </FormPage>
  );
};

const EditForm = ({ provider }: { provider: AiProvider }) => {
  const { t } = useTranslation();
  const patch = usePatchAiProvider(provider.id);
  return (
    <ProviderForm
      provider={provider}
      isFirst={false}
      change={patch}
      action={t('common.save')}
      onSubmit={(values, before, takeSaved) =>
        patch.mutate(toProviderPatch(before, values), {
          onSuccess: (saved) => {
            takeSaved(saved);
            notify.done(t('asset.saved'));
          },
        })
      }
    />
  );
};
