import { ActionIcon } from '@mantine/core';
import type { PublicAssetListItem } from '@nekohub/client';
import { IconArrowsMinimize, IconZoomIn } from '@tabler/icons-react';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { assetName } from '../../pictures/asset-name.ts';
import { fullSizesOf } from '../../pictures/full-sizes.ts';
import { PublicImage } from '../../pictures/public-image.tsx';
import type { useZoom } from '../../pictures/use-zoom.ts';
import classes from './stage.module.css';

interface StageProps {
  asset: PublicAssetListItem;
  frame: RefObject<HTMLElement | null>;
  zoom: ReturnType<typeof useZoom>;
  /** Links to the pictures before and after. */
  children: ReactNode;
  touch: Pick<ReturnType<typeof import('./use-turning.ts').useTurning>, 'onTouchStart' | 'onTouchEnd'>;
}

/** Of the window, less the bar and the facts; as stage.module.css has it. */
const sizesOf = (width: number, height: number): string => {
  const aspect = (width / height).toFixed(4);
  const fitted = (across: string, down: string) => `min(${width}px, ${across}, calc((${down}) * ${aspect}))`;
  return `(max-width: 62em) ${fitted('100vw', '75vh')}, ${fitted('100vw - 376px', '100vh - 88px')}`;
};

/** The picture as large as its place, never larger than it is; zoomed in, it scrolls in its frame. */
export const Stage = ({ asset, frame, zoom, children, touch }: StageProps) => {
  const { t } = useTranslation();
  const { width, height, publicUrl } = asset;
  const isZoomed = zoom.scale !== null;
  const widthPixels = zoom.widthPixels === null ? undefined : `${zoom.widthPixels}px`;
  const isSized = width !== null && height !== null;
  const shape = isSized ? { '--width': `${width}px`, '--aspect': width / height, '--zoomed-width': widthPixels } : {};
  return (
    <div className={classes.stage}>
      {/* A scrolling region must be reachable by keyboard (WCAG 2.1.1). */}
      <section
        ref={frame}
        className={classes.frame}
        data-zoomed={isZoomed || undefined}
        aria-label={t('gallery.stage')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
        onKeyDown={zoom.onKeyDown}
        onDoubleClick={isZoomed ? zoom.fit : zoom.actual}
        style={shape as CSSProperties}
        {...touch}
      >
        {publicUrl === null ? (
          <p>{t('gallery.noPreview')}</p>
        ) : (
          <PublicImage
            key={asset.id}
            src={publicUrl}
            alt={asset.altText || assetName(asset, t('common.unnamed'))}
            look={{ ...asset, thumbnailUrl: null }}
            previews={fullSizesOf(asset)}
            sizes={isSized ? (widthPixels ?? sizesOf(width, height)) : undefined}
            width={width ?? undefined}
            height={height ?? undefined}
            className={classes.picture}
            eager="first"
          />
        )}
      </section>
      {children}
      {publicUrl !== null && (
        <ActionIcon
          className={classes.zoom}
          variant="default"
          size="lg"
          aria-label={t(isZoomed ? 'gallery.zoomOut' : 'gallery.zoomIn')}
          title={t(isZoomed ? 'gallery.zoomOut' : 'gallery.zoomIn')}
          onClick={isZoomed ? zoom.fit : zoom.actual}
        >
          {isZoomed ? <IconArrowsMinimize size={18} /> : <IconZoomIn size={18} />}
        </ActionIcon>
      )}
    </div>
  );
};
