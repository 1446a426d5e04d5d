import type { Asset, QueuedRun } from '@nekohub/client';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefetchAssetLists } from '../data/asset-lists.ts';
import { isUnderWay } from '../data/assets.ts';
import { type SkillOrder, useRunSkill } from '../data/run-changes.ts';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import { NoProviderNote } from './no-provider-note.tsx';
import { faultText, skillText } from './skill-names.ts';

const CAPTION_SKILL = 'ai-caption';

/** Without an active AI provider the skill has nothing to do, and leaves no new caption. */
const hasCaptionSince = ({ structuredResults }: Asset, startedAtUtc: string): boolean =>
  structuredResults.some(
    ({ kind, createdAtUtc }) => kind === 'basic_caption' && Date.parse(createdAtUtc) >= Date.parse(startedAtUtc),
  );

/** Runs skills on an asset, and says how they came out. */
export const useSkillRun = (asset: Asset) => {
  const { t } = useTranslation();
  const start = useRunSkill(asset.id);
  const refetchLists = useEffectEvent(useRefetchAssetLists());
  const [followed, setFollowed] = useState<QueuedRun | null>(null);
  const latest = asset.latestExecutionSummary;
  const isOver = followed !== null && !isUnderWay(asset);

  useEffect(() => {
    if (!isOver) return;
    setFollowed(null);
    void refetchLists();
    // One that was cancelled has left nothing.
    if (latest?.executionId !== followed.executionId) return;
    const name = skillText(t, latest.skillName);
    const fault = latest.steps.find(({ succeeded }) => !succeeded);
    if (latest.skillName === CAPTION_SKILL && fault === undefined && !hasCaptionSince(asset, latest.startedAtUtc)) {
      notify.warning(<NoProviderNote />);
    } else if (fault === undefined) notify.done(t('skills.done', { name }));
    else notify.failed(t('skills.failed', { name, reason: faultText(t, fault) }));
  }, [isOver, followed, latest, asset, t]);

  const run = (order: SkillOrder, onStarted?: () => void) =>
    start.mutate(order, {
      onSuccess: (queued) => {
        setFollowed(queued);
        onStarted?.();
      },
      // A dialog with parameters shows it itself.
      ...(order.parameters === undefined ? { onError: (error: Error) => notify.failed(errorText(t, error)) } : {}),
    });
  return { run, isStarting: start.isPending, error: start.error, isFollowing: followed !== null };
};
