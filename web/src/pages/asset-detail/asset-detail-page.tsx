import { Skeleton } from '@mantine/core';
import { ApiError } from '@nekohub/client';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assetQuery } from '../../data/assets.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { Delayed } from '../../ui/delayed.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useRecordTitle } from '../../ui/use-title.ts';
import classes from './asset-detail.module.css';
import { AssetView } from './asset-view.tsx';
import { useListBefore } from './use-list-before.ts';

const route = getRouteApi('/console/assets/$id');

export const AssetDetailPage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const listBefore = useListBefore();
  const { data, error, refetch } = useQuery(assetQuery(id));
  const missing = error instanceof ApiError && error.status === 404;
  useRecordTitle({ kind: 'asset', name: data && assetName(data, t('common.unnamed')), error });

  const back = (
    <ButtonLink
      to="/assets"
      {...listBefore}
      variant="subtle"
      color="gray"
      className={classes.back}
      leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
    >
      {t('asset.back')}
    </ButtonLink>
  );
  if (missing) {
    return (
      <EmptyState text={t('asset.notFound')} withCat>
        {back}
      </EmptyState>
    );
  }
  if (data === undefined && error !== null) {
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        {back}
      </ErrorState>
    );
  }
  return (
    <>
      {back}
      {data === undefined ? (
        <Delayed>
          <div className={classes.page}>
            <Skeleton className={classes.stageSkeleton} />
            <Skeleton height={320} />
          </div>
        </Delayed>
      ) : (
        <AssetView key={data.id} asset={data} />
      )}
    </>
  );
};
