import { Table } from '@mantine/core';
import type { AssetListItem } from '@nekohub/client';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckBox } from '../../console-ui/check-box.tsx';
import { useFormat } from '../../format/use-format.ts';
import { formatContentType, formatDimensions } from '../../format/values.ts';
import { AssetImage } from '../../pictures/asset-image.tsx';
import { assetName } from '../../pictures/asset-name.ts';
import { VisibilityLabel } from '../../ui/visibility-label.tsx';
import classes from './asset-table.module.css';
import type { SelectIn } from './use-select-in.ts';

interface AssetRowProps {
  asset: AssetListItem;
  /** Its place in the list, from 0. */
  index: number;
  selected: boolean;
  onToggle: SelectIn | null;
}

/** As the styles have it, in CSS pixels. */
const THUMBNAIL = { width: 48, height: 40 };

/** The place of a row that is not loaded yet. */
export const EmptyRow = () => (
  <tr className={classes.row}>
    <td />
  </tr>
);

/** Drawn again only when it has changed: scrolling moves many. */
export const AssetRow = memo(({ asset, index, selected, onToggle }: AssetRowProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const name = assetName(asset, t('common.unnamed'));
  return (
    <Table.Tr
      data-selected={selected || undefined}
      className={classes.row}
      data-index={index}
      aria-rowindex={index + 2}
    >
      {onToggle !== null && (
        <Table.Td className={classes.check}>
          <CheckBox
            label={t('assets.select', { name })}
            checked={selected}
            onToggle={(range) => onToggle(index, range)}
          />
        </Table.Td>
      )}
      <Table.Td className={classes.nameCell}>
        <Link to="/assets/$id" params={{ id: asset.id }} className={classes.name}>
          <span className={classes.thumbnail}>
            <AssetImage
              id={asset.id}
              publicUrl={asset.publicUrl}
              look={asset}
              alt=""
              fit={{ picture: asset, box: THUMBNAIL }}
            />
          </span>
          <span className={classes.nameText} title={name}>
            {name}
          </span>
        </Link>
      </Table.Td>
      <Table.Td className={classes.medium}>{formatContentType(asset.contentType)}</Table.Td>
      <Table.Td className={classes.number}>{format.bytes(asset.size)}</Table.Td>
      <Table.Td className={classes.wide}>{formatDimensions(asset.width, asset.height)}</Table.Td>
      <Table.Td className={classes.medium}>
        <VisibilityLabel isPublic={asset.isPublic} />
      </Table.Td>
      <Table.Td className={classes.wide}>{asset.storageProvider}</Table.Td>
      <Table.Td className={classes.medium}>
        <time dateTime={asset.createdAtUtc} title={format.dateTime(asset.createdAtUtc)}>
          {format.date(asset.createdAtUtc)}
        </time>
      </Table.Td>
    </Table.Tr>
  );
});
