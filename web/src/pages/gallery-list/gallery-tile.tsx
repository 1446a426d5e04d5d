import type { PublicAssetListItem } from '@nekohub/client';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isSmall } from '../../pictures/aspect.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { PictureTile } from '../../pictures/picture-grid.tsx';
import { PublicImage } from '../../pictures/public-image.tsx';
import classes from './gallery-list.module.css';
import type { GallerySearch } from './route.ts';

interface GalleryTileProps {
  asset: PublicAssetListItem;
  search: GallerySearch;
  eager: boolean;
}

export const GalleryTile = ({ asset, search, eager }: GalleryTileProps) => {
  const { t } = useTranslation();
  const name = assetName(asset, t('common.unnamed'));
  return (
    <PictureTile width={asset.width} height={asset.height}>
      <Link
        to="/gallery/$id"
        params={{ id: asset.id }}
        search={search}
        className={classes.link}
        aria-label={t('gallery.picture', { name })}
      >
        {asset.publicUrl === null ? (
          <span className={classes.placeholder}>{t('gallery.noPreview')}</span>
        ) : (
          <PublicImage
            src={asset.publicUrl}
            look={asset}
            alt={asset.altText ?? ''}
            eager={eager}
            small={isSmall(asset.width, asset.height)}
          />
        )}
        <span className={classes.caption}>{name}</span>
      </Link>
    </PictureTile>
  );
};
