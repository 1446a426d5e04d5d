import { useTranslation } from 'react-i18next';
import { PictureGrid } from '../../pictures/picture-grid.tsx';
import type { AssetListProps } from './asset-list-props.ts';
import { AssetTile } from './asset-tile.tsx';
import { useCanSelect } from './use-can-select.ts';

export const AssetGrid = ({ items, selection, busy }: AssetListProps) => {
  const { t } = useTranslation();
  const canSelect = useCanSelect();
  return (
    <PictureGrid label={t('assets.list')} busy={busy}>
      {items.map((asset) => (
        <AssetTile
          key={asset.id}
          asset={asset}
          selected={selection.has(asset.id)}
          selecting={selection.count > 0}
          onToggle={canSelect ? (range) => selection.toggle(asset.id, range) : null}
        />
      ))}
    </PictureGrid>
  );
};
