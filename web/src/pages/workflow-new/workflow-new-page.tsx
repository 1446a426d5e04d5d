import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../console-ui/back-link.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { WorkflowEditor } from '../../workflows/workflow-editor.tsx';

export const WorkflowNewPage = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const imported = useRouterState({ select: ({ location }) => location.state.importedWorkflow ?? null });
  useTitle(t('workflows.create'));
  return (
    <>
      <BackLink to="/workflows">{t('workflows.title')}</BackLink>
      <PageHead title={t('workflows.create')} />
      <WorkflowEditor
        workflow={null}
        start={imported}
        onSaved={({ id, name }) => {
          notify.done(t('workflows.added', { name }));
          void navigate({ to: '/workflows/$id', params: { id }, replace: true, ignoreBlocker: true });
        }}
      />
    </>
  );
};
