import type { WorkflowRun } from '@nekohub/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefetchAssetLists } from '../data/asset-lists.ts';
import { useRunWorkflow } from '../data/run-changes.ts';
import { workflowRunQuery } from '../data/runs.ts';
import { faultText, skillText } from '../skills/skill-names.ts';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import { isOver, runSteps } from './run-steps.ts';

/** Runs workflows on an asset, follows the one that was started last, and says how it came out. */
export const useWorkflowRun = (assetId: string) => {
  const { t } = useTranslation();
  const start = useRunWorkflow(assetId);
  const refetchLists = useEffectEvent(useRefetchAssetLists());
  const [followed, setFollowed] = useState<{ name: string; run: WorkflowRun } | null>(null);
  const [toldOf, setToldOf] = useState<string | null>(null);
  const { data } = useQuery(workflowRunQuery(assetId, followed?.run.jobId ?? null));
  const steps = followed && data ? runSteps(followed.run, data.job, data.executions) : null;
  const isDone = data !== undefined && isOver(data.job);

  useEffect(() => {
    if (!isDone || followed === null || steps === null || toldOf === followed.run.jobId) return;
    setToldOf(followed.run.jobId);
    void refetchLists();
    const { name } = followed;
    const failed = steps.find(({ state }) => state === 'failed');
    if (failed !== undefined) {
      const reason = `${skillText(t, failed.skillName)}: ${failed.faults.map((fault) => faultText(t, fault)).join(' ')}`;
      notify.failed(t('skills.failed', { name, reason }));
    } else if (steps.every(({ state }) => state === 'done')) notify.done(t('skills.done', { name }));
  }, [isDone, followed, steps, toldOf, t]);

  const run = ({ id, name }: { id: string; name: string }, onStarted: () => void) =>
    start.mutate(id, {
      onSuccess: (started) => {
        setFollowed({ name, run: started });
        onStarted();
      },
      onError: (error) => notify.failed(errorText(t, error)),
    });
  return {
    run,
    isBusy: start.isPending || (followed !== null && !isDone),
    /** Null when none was started here. */
    progress: followed && steps && { name: followed.name, steps },
    forget: () => setFollowed(null),
    isDone,
  };
};
