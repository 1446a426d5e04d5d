import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useBulk } from '../../bulk/bulk.ts';
import { walkAssets } from '../../bulk/bulk-action.ts';
import { assetsQuery } from '../../data/assets.ts';
import { useFormat } from '../../format/use-format.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { GridSkeleton } from '../../pictures/grid-skeleton.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { AssetGrid } from './asset-grid.tsx';
import { AssetTable } from './asset-table.tsx';
import { AssetsEmpty } from './assets-empty.tsx';
import { type AssetsSearch, filterKey, toAssetQuery, withoutPlace } from './assets-search.ts';
import { AssetsToolbar } from './assets-toolbar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useSelection } from './use-selection.ts';
import { useShownQuery } from './use-shown-query.ts';
import type { ListPlace } from './use-window-rows.ts';

const route = getRouteApi('/console/assets');

export const AssetsPage = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const at = route.useSearch({ select: (search) => search.at });
  // The same object while one scrolls, which changes the place in the address alone.
  const search = route.useSearch({ select: withoutPlace, structuralSharing: true });
  const router = useRouter();
  const navigate = useNavigate({ from: '/assets' });
  const query = toAssetQuery(search);
  const { data, error, isPlaceholderData, refetch } = useQuery(assetsQuery(query));
  const shown = useShownQuery(query, isPlaceholderData || data === undefined);
  const total = data?.total ?? 0;
  const selection = useSelection(filterKey(search), total);
  const run = useBulk();
  useTitle(t('assets.title'));

  /** A new filter starts at the top and takes the place of the old one in the history. */
  const filter = useCallback(
    (patch: AssetsSearch) =>
      void navigate({ search: (current) => ({ ...current, ...patch, at: undefined }), replace: true }),
    [navigate],
  );
  // The address says which picture is on top; how far its row is scrolled is for coming back here alone.
  const pixels = useLocation({ select: ({ state }) => state.listPixels ?? 0 });
  const onPlace = useCallback(
    (place: ListPlace | undefined) => {
      // On the way to another page already, which this must not take the place of.
      if (router.latestLocation.pathname !== '/assets') return;
      void navigate({
        search: (current) => ({ ...current, at: place && place.item + 1 }),
        state: place === undefined ? {} : { listPixels: place.pixels },
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, router],
  );

  const nameOf = (asset: { originalFileName: string | null }) => assetName(asset, t('common.unnamed'));
  const List = search.view === 'table' ? AssetTable : AssetGrid;
  return (
    <>
      <PageHead
        title={t('assets.title')}
        note={data && t('assets.total', { count: data.total, formatted: format.number(data.total) })}
      />
      <AssetsToolbar search={search} onFilter={filter} />
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <GridSkeleton />}
      {data !== undefined && total === 0 && <AssetsEmpty search={search} />}
      {data !== undefined && total > 0 && (
        <List
          key={JSON.stringify(shown)}
          query={shown}
          total={total}
          blockSize={data.pageSize}
          selection={selection}
          busy={isPlaceholderData}
          start={{ item: (at ?? 1) - 1, pixels }}
          onPlace={onPlace}
        />
      )}
      {run === null && <SelectionBar selection={selection} total={total} walk={() => walkAssets(query, nameOf)} />}
    </>
  );
};
