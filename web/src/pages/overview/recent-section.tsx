import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assetsQuery } from '../../data/assets.ts';
import { isSmall } from '../../pictures/aspect.ts';
import { AssetImage } from '../../pictures/asset-image.tsx';
import { assetName } from '../../pictures/asset-name.ts';
import { GridSkeleton } from '../../pictures/grid-skeleton.tsx';
import { PictureGrid, PictureTile } from '../../pictures/picture-grid.tsx';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './overview.module.css';
import { Section } from './section.tsx';
import { recentAssets } from './shown.ts';

/** What was uploaded last. */
export const RecentSection = () => {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(assetsQuery(recentAssets));
  return (
    <Section title={t('overview.recent')} aside={<AnchorLink to="/assets">{t('asset.back')}</AnchorLink>} wide>
      {data === undefined && error === null && <GridSkeleton />}
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className={classes.nothing}>{t('overview.noAssets')}</p>}
      {data !== undefined && data.items.length > 0 && (
        <PictureGrid label={t('overview.recent')}>
          {data.items.map((asset) => (
            <PictureTile key={asset.id} width={asset.width} height={asset.height}>
              <Link
                to="/assets/$id"
                params={{ id: asset.id }}
                className={classes.picture}
                title={assetName(asset, t('common.unnamed'))}
              >
                <AssetImage
                  id={asset.id}
                  publicUrl={asset.publicUrl}
                  alt={assetName(asset, t('common.unnamed'))}
                  look={asset}
                  small={isSmall(asset.width, asset.height)}
                />
              </Link>
            </PictureTile>
          ))}
        </PictureGrid>
      )}
    </Section>
  );
};
