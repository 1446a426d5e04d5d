import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import pictures from '../../pictures/picture-grid.module.css';
import { colorOf } from '../../pictures/placeholder.ts';
import type { AssetListProps } from './asset-list-props.ts';
import classes from './asset-tile.module.css';
import { AssetTile } from './asset-tile.tsx';
import { createGridLayout } from './grid-plan.ts';
import { TilePlaceholder } from './tile-placeholder.tsx';
import { useAssetBlocks } from './use-asset-blocks.ts';
import { useDrawnRows } from './use-drawn-rows.ts';
import { useFilledTiles } from './use-filled-tiles.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useSelectIn } from './use-select-in.ts';
import { seenFrom, useWindowRows } from './use-window-rows.ts';

/** As the gallery: lower rows and less between them on phones. */
const measuresFor = (width: number) =>
  width < 720 ? { width, rowHeight: 120, gap: 6 } : { width, rowHeight: 180, gap: 8 };

/** Before the grid has been measured. */
const FIRST_ITEMS = 60;

export const AssetGrid = ({ query, total, blockSize, selection, busy, start, onPlace }: AssetListProps) => {
  const { t } = useTranslation();
  const { ref: sizeRef, width } = useElementSize<HTMLUListElement>();
  const frame = useRef<HTMLUListElement>(null);
  const ref = useMergedRef(frame, sizeRef);
  const [seen, setSeen] = useState(() => seenFrom(start.item, FIRST_ITEMS));
  const blocks = useAssetBlocks(query, { total, blockSize, seen });
  const { parts } = blocks;
  const layout = useMemo(() => createGridLayout(measuresFor(width)), [width]);
  const plan = useMemo(() => layout({ total, blockSize, parts }), [layout, total, blockSize, parts]);
  const showRow = useWindowRows({ frame, plan, start, onPlace, onSeen: setSeen });
  const { rows, focus } = useDrawnRows(plan, seen);
  const places = rows.flatMap((row) =>
    plan.boxesOf(row).map((box, column) => {
      const index = plan.firstOf(row) + column;
      return { box, index, asset: blocks.item(index) };
    }),
  );
  const loaded = places.flatMap(({ index, asset }) => (asset === undefined ? [] : index));
  const filled = useFilledTiles(loaded, seen.onScreen);
  const select = useSelectIn(blocks, selection);
  const keys = useGridKeys({ frame, plan, total, showRow, select, selection });

  return (
    <ul
      ref={ref}
      className={`${pictures.list} ${classes.grid}`}
      aria-label={t('assets.list')}
      aria-busy={busy}
      style={{ height: plan.height }}
      {...keys}
      {...focus}
    >
      {places.map(({ box, index, asset }) => {
        if (asset === undefined) return <TilePlaceholder key={index} {...box} />;
        if (!filled.has(index)) return <TilePlaceholder key={asset.id} {...box} color={colorOf(asset)} />;
        return (
          <AssetTile
            key={asset.id}
            asset={asset}
            index={index}
            total={total}
            {...box}
            selected={selection.has(asset.id)}
            selecting={selection.count > 0}
            onToggle={select}
          />
        );
      })}
    </ul>
  );
};
