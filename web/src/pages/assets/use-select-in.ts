import type { AssetListItem } from '@nekohub/client';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { assetName } from '../../pictures/asset-name.ts';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import type { AssetBlocks } from './use-asset-blocks.ts';
import { useCanSelect } from './use-can-select.ts';
import type { Selection } from './use-selection.ts';

export type SelectIn = (index: number, range: boolean) => void;

/**
 * Chooses the item at a place of the list, or takes it out; with `range` everything between the last one touched and
 * this one follows it, also what is not loaded. Null for those who have nothing to choose for. Always the same function.
 */
export const useSelectIn = (blocks: AssetBlocks, selection: Selection): SelectIn | null => {
  const { t } = useTranslation();
  const canSelect = useCanSelect();
  const anchor = useRef<number | null>(null);
  const latest = useRef({ blocks, selection, t });
  latest.current = { blocks, selection, t };

  const select = useCallback((index: number, range: boolean) => {
    const now = latest.current;
    const target = now.blocks.item(index);
    if (target === undefined) return;
    const on = !now.selection.has(target.id);
    const other = range ? (anchor.current ?? index) : index;
    anchor.current = index;
    const set = (items: Pick<AssetListItem, 'id' | 'originalFileName' | 'storageProvider'>[]) =>
      latest.current.selection.set(
        items.map((item) => {
          const name = assetName(item, now.t('common.unnamed'));
          return { id: item.id, name, storageProvider: item.storageProvider };
        }),
        on,
      );
    if (other === index) return set([target]);
    now.blocks.load(Math.min(other, index), Math.max(other, index)).then(set, (error: unknown) => {
      notify.failed(errorText(now.t, error));
    });
  }, []);
  return canSelect ? select : null;
};
