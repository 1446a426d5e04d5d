import { Checkbox, Table } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssetListProps } from './asset-list-props.ts';
import { AssetRow, EmptyRow } from './asset-row.tsx';
import classes from './asset-table.module.css';
import { useAssetBlocks } from './use-asset-blocks.ts';
import { useSelectIn } from './use-select-in.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

/** As the styles of a row have it. */
const ROW_HEIGHT = 57;
const FIRST_ROWS = 30;

export const AssetTable = ({ query, total, blockSize, selection, busy, at, onAt }: AssetListProps) => {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const [seen, setSeen] = useState({ first: at, last: at + FIRST_ROWS });
  const blocks = useAssetBlocks(query, { total, blockSize, ...seen });
  const plan = useMemo(
    () => ({
      count: total,
      heightOf: () => ROW_HEIGHT,
      firstOf: (row: number) => row,
      rowOf: (item: number) => Math.min(item, Math.max(0, total - 1)),
    }),
    [total],
  );
  const list = useVirtualRows(body, plan, { at, onAt });
  const select = useSelectIn(blocks, selection);
  const first = list.rows[0]?.index ?? 0;
  const last = list.rows.at(-1)?.index ?? FIRST_ROWS;
  if (list.rows.length > 0 && (first !== seen.first || last !== seen.last)) setSeen({ first, last });
  const after = list.total - list.before - list.rows.length * ROW_HEIGHT;

  return (
    <div className={classes.frame} aria-busy={busy}>
      <Table highlightOnHover verticalSpacing={8} aria-label={t('assets.list')} aria-rowcount={total + 1}>
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {select !== null && (
              <Table.Th className={classes.check}>
                <Checkbox
                  aria-label={t('assets.selectAll')}
                  checked={selection.count === total}
                  indeterminate={selection.count > 0 && selection.count < total}
                  onChange={(event) => (event.currentTarget.checked ? selection.selectAll() : selection.clear())}
                />
              </Table.Th>
            )}
            <Table.Th>{t('assets.column.name')}</Table.Th>
            <Table.Th className={classes.medium}>{t('assets.column.type')}</Table.Th>
            <Table.Th className={classes.number}>{t('assets.column.size')}</Table.Th>
            <Table.Th className={classes.wide}>{t('assets.column.dimensions')}</Table.Th>
            <Table.Th className={classes.medium}>{t('assets.column.visibility')}</Table.Th>
            <Table.Th className={classes.wide}>{t('assets.column.storage')}</Table.Th>
            <Table.Th className={classes.medium}>{t('assets.column.created')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body}>
          <Spacer height={list.before} />
          {list.rows.map(({ index }) => {
            const asset = blocks.item(index);
            if (asset === undefined) return <EmptyRow key={index} />;
            return (
              <AssetRow
                key={asset.id}
                asset={asset}
                index={index}
                selected={selection.has(asset.id)}
                onToggle={select}
              />
            );
          })}
          <Spacer height={after} />
        </Table.Tbody>
      </Table>
    </div>
  );
};

/** Stands for the rows that are not drawn. */
const Spacer = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
