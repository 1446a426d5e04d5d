import type { AssetListItem } from '@nekohub/client';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckBox } from '../../console-ui/check-box.tsx';
import { isSmall } from '../../pictures/aspect.ts';
import { AssetImage } from '../../pictures/asset-image.tsx';
import { assetName } from '../../pictures/asset-name.ts';
import grid from '../../pictures/picture-grid.module.css';
import classes from './asset-tile.module.css';
import type { Box } from './grid-plan.ts';
import type { SelectIn } from './use-select-in.ts';

interface AssetTileProps extends Box {
  asset: AssetListItem;
  /** Its place in the list, from 0, and how many there are. */
  index: number;
  total: number;
  selected: boolean;
  selecting: boolean;
  onToggle: SelectIn | null;
}

/** One picture of the grid. Drawn again only when it has changed: scrolling moves many. */
export const AssetTile = memo((props: AssetTileProps) => {
  const { asset, index, total, selected, selecting, onToggle, left, top, width, height } = props;
  const { t } = useTranslation();
  const name = assetName(asset, t('common.unnamed'));
  const notReady = asset.status === 'ready' ? null : t(`assets.status.${asset.status}`);
  return (
    <li
      className={`${grid.tile} ${classes.placed} ${classes.tile}`}
      style={{ left, top, width, height }}
      data-index={index}
      data-selected={selected || undefined}
      aria-setsize={total}
      aria-posinset={index + 1}
    >
      <Link
        to="/assets/$id"
        params={{ id: asset.id }}
        className={classes.link}
        aria-label={asset.isPublic ? name : `${name}, ${t('assets.visibility.private')}`}
        onClick={(event) => {
          // Once something is chosen, a click chooses on; the modifier keys do so from the start.
          if (onToggle !== null && (selecting || event.shiftKey) && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            onToggle(index, event.shiftKey);
          }
        }}
      >
        <AssetImage
          id={asset.id}
          publicUrl={asset.publicUrl}
          look={asset}
          alt=""
          small={isSmall(asset.width, asset.height)}
          fit={{ picture: asset, box: { width, height } }}
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
        <CheckBox
          className={classes.check}
          label={t('assets.select', { name })}
          checked={selected}
          onToggle={(range) => onToggle(index, range)}
        />
      )}
    </li>
  );
});
