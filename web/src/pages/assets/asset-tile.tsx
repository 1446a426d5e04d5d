import { Checkbox } from '@mantine/core';
import type { AssetListItem } from '@nekohub/client';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isSmall } from '../../pictures/aspect.ts';
import { AssetImage } from '../../pictures/asset-image.tsx';
import { assetName } from '../../pictures/asset-name.ts';
import { PictureTile } from '../../pictures/picture-grid.tsx';
import classes from './asset-tile.module.css';

interface AssetTileProps {
  asset: AssetListItem;
  selected: boolean;
  selecting: boolean;
  onToggle: ((range: boolean) => void) | null;
}

export const AssetTile = ({ asset, selected, selecting, onToggle }: AssetTileProps) => {
  const { t } = useTranslation();
  const name = assetName(asset, t('common.unnamed'));
  const notReady = asset.status === 'ready' ? null : t(`assets.status.${asset.status}`);
  return (
    <PictureTile width={asset.width} height={asset.height} className={classes.tile} selected={selected}>
      <Link
        to="/assets/$id"
        params={{ id: asset.id }}
        className={classes.link}
        aria-label={asset.isPublic ? name : `${name}, ${t('assets.visibility.private')}`}
        onClick={(event) => {
          // Once something is chosen, a click chooses on; the modifier keys do so from the start.
          if (onToggle !== null && (selecting || event.shiftKey) && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            onToggle(event.shiftKey);
          }
        }}
      >
        <AssetImage
          id={asset.id}
          publicUrl={asset.publicUrl}
          look={asset}
          alt=""
          small={isSmall(asset.width, asset.height)}
        />
        <span className={classes.caption}>{name}</span>
      </Link>
      <span className={classes.marks} aria-hidden="true">
        {notReady !== null && <span className={classes.mark}>{notReady}</span>}
        {!asset.isPublic && (
          <span className={classes.mark}>
            <IconLock size={14} />
          </span>
        )}
      </span>
      {onToggle !== null && (
        <Checkbox
          className={classes.check}
          aria-label={t('assets.select', { name })}
          checked={selected}
          onChange={(event) => onToggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        />
      )}
    </PictureTile>
  );
};
