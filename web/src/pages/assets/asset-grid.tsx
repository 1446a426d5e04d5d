import { useElementSize } from '@mantine/hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssetListProps } from './asset-list-props.ts';
import classes from './asset-tile.module.css';
import { AssetTile } from './asset-tile.tsx';
import { createGridLayout } from './grid-plan.ts';
import { TilePlaceholder } from './tile-placeholder.tsx';
import { useAssetBlocks } from './use-asset-blocks.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useSelectIn } from './use-select-in.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

/** As the gallery: lower rows and less between them on phones. */
const measuresFor = (width: number) =>
  width < 720 ? { width, rowHeight: 120, gap: 6 } : { width, rowHeight: 180, gap: 8 };

/** Before the grid has been measured. */
const FIRST_ROWS = 60;

export const AssetGrid = ({ query, total, blockSize, selection, busy, at, onAt }: AssetListProps) => {
  const { t } = useTranslation();
  const { ref, width } = useElementSize<HTMLUListElement>();
  const frame = useRef<HTMLUListElement>(null);
  const [seen, setSeen] = useState({ first: at, last: at + FIRST_ROWS });
  const blocks = useAssetBlocks(query, { total, blockSize, ...seen });
  const layout = useMemo(() => createGridLayout(measuresFor(width)), [width]);
  // Made anew when a part is there that was not, or another one than before.
  const loaded = blocks.version;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `loaded` stands for what the blocks hold
  const plan = useMemo(() => layout(blocks), [layout, loaded, total]);
  const list = useVirtualRows(frame, plan, { at, onAt });
  const select = useSelectIn(blocks, selection);
  const keys = useGridKeys({ frame, plan, total, scrollToRow: list.scrollToRow, select, selection });
  const both = useCallback(
    (element: HTMLUListElement | null) => {
      frame.current = element;
      ref(element);
    },
    [ref],
  );

  const first = plan.firstOf(list.rows[0]?.index ?? 0);
  const lastRow = plan.row(list.rows.at(-1)?.index ?? 0);
  const last = lastRow === undefined ? first + FIRST_ROWS : lastRow.start + lastRow.count - 1;
  if (width > 0 && list.rows.length > 0 && (first !== seen.first || last !== seen.last)) setSeen({ first, last });

  const { gap } = measuresFor(width);
  return (
    <ul
      ref={both}
      className={classes.grid}
      aria-label={t('assets.list')}
      aria-busy={busy}
      style={{ height: list.total }}
      onKeyDown={keys}
    >
      {width > 0 &&
        list.rows.flatMap((virtual) => {
          const row = plan.row(virtual.index);
          if (row === undefined) return [];
          let left = 0;
          return plan.aspectsOf(row).map((aspect, column) => {
            const index = row.start + column;
            const asset = blocks.item(index);
            const box = { left, top: virtual.start - list.margin, width: aspect * row.height, height: row.height };
            left += box.width + gap;
            if (asset === undefined) return <TilePlaceholder key={index} {...box} />;
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
          });
        })}
    </ul>
  );
};
