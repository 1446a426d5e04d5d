import { Checkbox, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AssetListProps } from './asset-list-props.ts';
import { AssetRow } from './asset-row.tsx';
import classes from './asset-table.module.css';
import { useCanSelect } from './use-can-select.ts';

export const AssetTable = ({ items, selection, busy }: AssetListProps) => {
  const { t } = useTranslation();
  const canSelect = useCanSelect();
  const chosen = items.filter((asset) => selection.has(asset.id)).length;
  return (
    <div className={classes.frame} aria-busy={busy}>
      <Table highlightOnHover verticalSpacing={8} aria-label={t('assets.list')}>
        <Table.Thead>
          <Table.Tr>
            {canSelect && (
              <Table.Th className={classes.check}>
                <Checkbox
                  aria-label={t('assets.selectAll')}
                  checked={chosen === items.length && items.length > 0}
                  indeterminate={chosen > 0 && chosen < items.length}
                  onChange={(event) => selection.setShown(event.currentTarget.checked)}
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
        <Table.Tbody>
          {items.map((asset) => (
            <AssetRow
              key={asset.id}
              asset={asset}
              selected={selection.has(asset.id)}
              onToggle={canSelect ? (range) => selection.toggle(asset.id, range) : null}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};
