import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../console-ui/back-link.tsx';
import { MissingRecord } from '../../console-ui/missing-record.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { workflowsQuery } from '../../data/workflows.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useRecordTitle } from '../../ui/use-title.ts';
import { WorkflowEditor } from '../../workflows/workflow-editor.tsx';

const route = getRouteApi('/console/workflows/$id');

export const WorkflowPage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data: workflows, error, refetch } = useQuery(workflowsQuery);
  const workflow = workflows?.find((candidate) => candidate.id === id);
  const isMissing = workflows !== undefined && workflow === undefined;
  useRecordTitle({ kind: 'workflow', name: workflow?.name, error, isMissing });
  return (
    <>
      <BackLink to="/workflows">{t('workflows.title')}</BackLink>
      {workflows === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {workflows === undefined && error === null && <RecordSkeleton rows={3} />}
      {isMissing && <MissingRecord text={t('error.code.workflow_profile_not_found')} />}
      {workflow !== undefined && (
        <>
          <PageHead title={workflow.name} />
          <WorkflowEditor key={workflow.id} workflow={workflow} onSaved={() => notify.done(t('asset.saved'))} />
        </>
      )}
    </>
  );
};
