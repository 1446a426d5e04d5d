import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBulk } from '../../bulk/bulk.ts';
import { type BulkItem, walkAssets } from '../../bulk/bulk-action.ts';
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
import { type AssetsSearch, filterKey, toAssetQuery } from './assets-search.ts';
import { AssetsToolbar } from './assets-toolbar.tsx';
import { ListFoot } from './list-foot.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useSelection } from './use-selection.ts';

const route = getRouteApi('/console/assets');
const NOTHING: readonly BulkItem[] = [];

export const AssetsPage = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/assets' });
  const { data, error, isPlaceholderData, refetch } = useQuery(assetsQuery(toAssetQuery(search)));
  const nameOf = (asset: { originalFileName: string | null }) => assetName(asset, t('common.unnamed'));
  const shown = data?.items.map((asset) => ({ id: asset.id, name: nameOf(asset) })) ?? NOTHING;
  const total = data?.total ?? 0;
  const selection = useSelection(shown, filterKey(search), total);
  const run = useBulk();
  useTitle(t('assets.title'));

  /** A new filter starts at the first page and takes the place of the old one in the history. */
  const filter = (patch: AssetsSearch) =>
    navigate({ search: (current) => ({ ...current, ...patch, page: undefined }), replace: true });

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
      {data !== undefined && data.total === 0 && <AssetsEmpty search={search} />}
      {data !== undefined && data.total > 0 && (
        <>
          <List items={data.items} selection={selection} busy={isPlaceholderData} />
          <ListFoot data={data} search={search} onPageSize={(pageSize) => filter({ pageSize })} />
        </>
      )}
      {run === null && (
        <SelectionBar selection={selection} total={total} walk={() => walkAssets(toAssetQuery(search), nameOf)} />
      )}
    </>
  );
};
