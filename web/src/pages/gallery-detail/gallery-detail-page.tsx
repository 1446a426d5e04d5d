import { Button } from '@mantine/core';
import { ApiError, type PublicAsset } from '@nekohub/client';
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { publicAssetQuery } from '../../data/public-assets.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { PublicImage } from '../../pictures/public-image.tsx';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useTitle } from '../../ui/use-title.ts';
import classes from './gallery-detail.module.css';
import { PictureFacts } from './picture-facts.tsx';

const route = getRouteApi('/public/gallery/$id');

export const GalleryDetailPage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const search = route.useSearch();
  const { data, error, refetch } = useQuery(publicAssetQuery(id));
  const missing = error instanceof ApiError && error.status === 404;
  useTitle(data ? assetName(data, t('common.unnamed')) : t(missing ? 'notFound.title' : 'gallery.title'));

  const back = (
    <ButtonLink to="/gallery" search={search} variant="subtle" color="gray" leftSection={<IconArrowLeft size={16} />}>
      {t('gallery.toGallery')}
    </ButtonLink>
  );
  if (missing) {
    return (
      <EmptyState text={t('gallery.notFound')} withCat>
        {back}
      </EmptyState>
    );
  }
  if (error !== null && data === undefined) {
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        {back}
      </ErrorState>
    );
  }
  return (
    <article className={classes.page}>
      <div className={classes.stage}>{data && <Stage asset={data} />}</div>
      <div className={classes.side}>
        <div className={classes.back}>{back}</div>
        {data && (
          <>
            <h1 className={classes.title}>{assetName(data, t('common.unnamed'))}</h1>
            {data.description && <p className={classes.description}>{data.description}</p>}
            {data.publicUrl !== null && (
              <Button
                component="a"
                href={data.publicUrl}
                target="_blank"
                rel="noreferrer"
                variant="default"
                leftSection={<IconExternalLink size={16} />}
              >
                {t('gallery.original')}
              </Button>
            )}
            <PictureFacts asset={data} />
          </>
        )}
      </div>
    </article>
  );
};

const Stage = ({ asset }: { asset: PublicAsset }) => {
  const { t } = useTranslation();
  if (asset.publicUrl === null) return <p>{t('gallery.noPreview')}</p>;
  const alt = asset.altText || assetName(asset, t('common.unnamed'));
  return <PublicImage src={asset.publicUrl} alt={alt} className={classes.picture} eager />;
};
