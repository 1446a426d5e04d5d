import { Checkbox, Table } from '@mantine/core';
import { Fragment, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssetListProps } from './asset-list-props.ts';
import { AssetRow, EmptyRow } from './asset-row.tsx';
import classes from './asset-table.module.css';
import { evenRows } from './row-plan.ts';
import { useAssetBlocks } from './use-asset-blocks.ts';
import { useDrawnRows } from './use-drawn-rows.ts';
import { useSelectIn } from './use-select-in.ts';
import { seenFrom, useWindowRows } from './use-window-rows.ts';

/** As the styles of a row have it. */
const ROW_HEIGHT = 57;
/** Before the first look at the window. */
const FIRST_ITEMS = 30;

export const AssetTable = ({ query, total, blockSize, selection, busy, start, onPlace }: AssetListProps) => {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const [seen, setSeen] = useState(() => seenFrom(start.item, FIRST_ITEMS));
  const blocks = useAssetBlocks(query, { total, blockSize, seen });
  const plan = useMemo(() => evenRows(total, ROW_HEIGHT), [total]);
  useWindowRows({ frame: body, plan, start, onPlace, onSeen: setSeen });
  const { rows, focus } = useDrawnRows(plan, seen);
  const select = useSelectIn(blocks, selection);

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
        <Table.Tbody ref={body} {...focus}>
          {rows.map((index, place) => {
            const asset = blocks.item(index);
            return (
              <Fragment key={asset?.id ?? index}>
                <Gap rows={index - (rows[place - 1] ?? -1) - 1} />
                {asset === undefined ? (
                  <EmptyRow />
                ) : (
                  <AssetRow asset={asset} index={index} selected={selection.has(asset.id)} onToggle={select} />
                )}
              </Fragment>
            );
          })}
          <Gap rows={total - 1 - (rows.at(-1) ?? -1)} />
        </Table.Tbody>
      </Table>
    </div>
  );
};

/** Stands for rows that are not drawn. */
const Gap = ({ rows }: { rows: number }) =>
  rows > 0 ? (
    <tr>
      <td style={{ height: rows * ROW_HEIGHT, padding: 0 }} />
    </tr>
  ) : null;
