import type { PublicAssetListItem } from '@nekohub/client';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { isSmall } from '../../pictures/aspect.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { PictureTile } from '../../pictures/picture-grid.tsx';
import { PublicImage } from '../../pictures/public-image.tsx';
import { tileSizes } from '../../pictures/sizes.ts';
import classes from './gallery-list.module.css';
import { type GallerySearch, onPage } from './gallery-search.ts';
import { rememberOpened } from './last-opened.ts';

interface GalleryTileProps {
  asset: PublicAssetListItem;
  /** What the list shows, without its page: the same object as long as it shows the same. */
  filter: GallerySearch;
  /** The page of the list that it is on, and whether it is the first there. */
  page: number;
  begins: boolean;
  eager: boolean | 'first';
}

/** Drawn anew only when it has changed: there are up to 1,200, and the address gets another page while one scrolls. */
export const GalleryTile = memo(({ asset, filter, page, begins, eager }: GalleryTileProps) => {
  const { t } = useTranslation();
  const name = assetName(asset, t('common.unnamed'));
  return (
    <PictureTile width={asset.width} height={asset.height}>
      <Link
        to="/gallery/$id"
        params={{ id: asset.id }}
        search={onPage(filter, page)}
        state={{ fromGallery: true }}
        className={classes.link}
        aria-label={t('gallery.picture', { name })}
        data-id={asset.id}
        data-page={begins ? page : undefined}
        onClick={() => rememberOpened(asset.id)}
      >
        {asset.publicUrl === null ? (
          <span className={classes.placeholder}>{t('gallery.noPreview')}</span>
        ) : (
          <PublicImage
            src={asset.publicUrl}
            look={asset}
            previews={asset.previews}
            sizes={tileSizes(asset.width, asset.height, eager === false)}
            alt={asset.altText ?? ''}
            eager={eager}
            small={isSmall(asset.width, asset.height)}
          />
        )}
        <span className={classes.caption}>{name}</span>
      </Link>
    </PictureTile>
  );
});
