import { ApiError } from '@nekohub/client';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListedPicture, publicAssetQuery } from '../../data/public-assets.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { useZoom } from '../../pictures/use-zoom.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useRecordTitle } from '../../ui/use-title.ts';
import { GalleryOff, isGalleryOff } from '../gallery-list/gallery-off.tsx';
import { onPage } from '../gallery-list/gallery-search.ts';
import { rememberOpened } from '../gallery-list/last-opened.ts';
import classes from './gallery-detail.module.css';
import { PictureActions } from './picture-actions.tsx';
import { PictureFacts } from './picture-facts.tsx';
import { SlideshowButton } from './slideshow-button.tsx';
import { Stage } from './stage.tsx';
import { TurnLink } from './turn-link.tsx';
import { useLeave } from './use-leave.ts';
import { useNeighbours } from './use-neighbours.ts';
import { useSlideshow } from './use-slideshow.ts';
import { useTurning } from './use-turning.ts';

const route = getRouteApi('/public/gallery/$id');

export const GalleryDetailPage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const leave = useLeave(search);
  const { data, error, refetch } = useQuery(publicAssetQuery(id));
  const { listed, first, previous, next, isNextComing } = useNeighbours(id, search);
  const missing = error instanceof ApiError && error.status === 404;
  // What the list knows will do until the picture's own answer is there.
  const asset = data ?? (error === null ? listed?.asset : undefined);
  useRecordTitle({ kind: 'picture', name: asset && assetName(asset, t('common.unnamed')), error });

  const frame = useRef<HTMLElement>(null);
  const zoom = useZoom(frame, asset?.width ?? null);
  const { fit } = zoom;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture begins fitted.
  useEffect(() => {
    fit();
    rememberOpened(id);
  }, [id]);

  const turn = (to: ListedPicture | undefined) => {
    if (to === undefined) return;
    const { asset, page } = to;
    const options = { replace: true, resetScroll: false, state: true } as const;
    void navigate({ to: '/gallery/$id', params: { id: asset.id }, search: onPage(search, page), ...options });
  };
  const slideshow = useSlideshow({
    id,
    frame,
    held: zoom.scale !== null,
    hasNext: next !== undefined,
    isNextComing,
    onNext: () => turn(next),
    onRestart: () => turn(first),
  });
  const isAlone = previous === undefined && next === undefined && !isNextComing;
  const touch = useTurning({
    enabled: zoom.scale === null,
    onPrevious: () => turn(previous),
    onNext: () => turn(next),
    onSpace: () => !isAlone && slideshow.toggle(),
    onEscape: () => {
      if (zoom.scale !== null) fit();
      else if (slideshow.isPlaying) slideshow.pause();
      else leave();
    },
  });

  const back = (
    <ButtonLink
      to="/gallery"
      search={search}
      variant="subtle"
      color="gray"
      leftSection={<IconArrowLeft size={16} />}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        leave();
      }}
    >
      {t('gallery.toGallery')}
    </ButtonLink>
  );
  if (isGalleryOff(error)) return <GalleryOff />;
  if (missing) {
    return (
      <EmptyState text={t('gallery.notFound')} withCat>
        {back}
      </EmptyState>
    );
  }
  if (asset === undefined && error !== null) {
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        {back}
      </ErrorState>
    );
  }
  // Nothing yet: whatever stood here would be moved by the picture, whose height is not known.
  if (asset === undefined) return <div className={classes.page} aria-busy="true" />;
  return (
    <article className={classes.page}>
      <Stage asset={asset} frame={frame} zoom={zoom} touch={touch}>
        <TurnLink to={previous} direction="prev" search={search} />
        <TurnLink to={next} direction="next" search={search} />
        {!isAlone && <SlideshowButton state={slideshow.state} onToggle={slideshow.toggle} />}
      </Stage>
      <div className={classes.side}>
        <div className={classes.back}>{back}</div>
        <h1 className={classes.title}>{assetName(asset, t('common.unnamed'))}</h1>
        {asset.description && <p className={classes.description}>{asset.description}</p>}
        <PictureActions asset={asset} />
        <PictureFacts asset={asset} />
      </div>
    </article>
  );
};
