import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeleteAssets, useSetVisibility } from '../../data/asset-changes.ts';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import type { Selection } from './use-selection.ts';

/** The bulk changes with their messages. What failed stays selected, so that it can be tried again. */
export const useBulkActions = (selection: Selection) => {
  const { t } = useTranslation();
  const [done, setDone] = useState<number | null>(null);
  const visibility = useSetVisibility(setDone);
  const deletion = useDeleteAssets();

  const setVisibility = (ids: readonly string[], isPublic: boolean) =>
    visibility.mutate(
      { ids, isPublic },
      {
        onSuccess: ({ changed, failed, reason }) => {
          if (changed > 0) notify.done(t(isPublic ? 'assets.madePublic' : 'assets.madePrivate', { count: changed }));
          if (failed > 0) notify.failed(t('assets.someFailed', { count: failed, reason: errorText(t, reason) }));
          else selection.clear();
        },
        onSettled: () => setDone(null),
      },
    );

  const deleteAll = (ids: readonly string[], onDone: () => void) =>
    deletion.mutate(ids, {
      onSuccess: ({ requestedCount, deletedCount }) => {
        if (deletedCount === requestedCount) notify.done(t('assets.deleted', { count: deletedCount }));
        else notify.warning(t('assets.deletedPartly', { deleted: deletedCount, requested: requestedCount }));
        selection.clear();
        onDone();
      },
      onError: (error) => {
        notify.failed(errorText(t, error));
        onDone();
      },
    });

  return {
    busy: visibility.isPending || deletion.isPending,
    deleting: deletion.isPending,
    done,
    setVisibility,
    deleteAll,
  };
};
