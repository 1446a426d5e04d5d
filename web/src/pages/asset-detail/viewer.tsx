import { ActionIcon, Tooltip } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { IconArrowsMinimize, IconAspectRatio, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type CSSProperties, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { AssetImage } from '../../pictures/asset-image.tsx';
import { assetName } from '../../pictures/asset-name.ts';
import { useZoom } from '../../pictures/use-zoom.ts';
import classes from './viewer.module.css';

/** The picture on a neutral ground. Zoomed in, it scrolls in its frame like any page: by wheel, touch and arrow keys. */
export const Viewer = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const frame = useRef<HTMLElement>(null);
  const zoom = useZoom(frame, asset.width);
  const percent = zoom.scale === null ? null : format.percent(Math.round(zoom.scale * 100));
  const buttons = [
    { label: t('asset.zoomOut'), onClick: zoom.out, Icon: IconZoomOut },
    { label: t('asset.zoomIn'), onClick: zoom.in, Icon: IconZoomIn },
    { label: t('asset.zoomActual'), onClick: zoom.actual, Icon: IconAspectRatio },
    { label: t('asset.zoomFit'), onClick: zoom.fit, Icon: IconArrowsMinimize },
  ];

  return (
    <div className={classes.viewer}>
      {/* A scrolling region must be reachable by keyboard (WCAG 2.1.1). */}
      <section
        ref={frame}
        className={classes.frame}
        data-zoomed={zoom.scale !== null || undefined}
        aria-label={t('asset.previewHint')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
        onKeyDown={zoom.onKeyDown}
        style={{ '--picture-width': zoom.widthPixels === null ? 'auto' : `${zoom.widthPixels}px` } as CSSProperties}
      >
        <AssetImage
          id={asset.id}
          publicUrl={asset.publicUrl}
          alt={asset.altText || assetName(asset, t('common.unnamed'))}
          className={classes.picture}
        />
      </section>
      <div className={classes.controls}>
        <span className={classes.level} role="status">
          {percent !== null && t('asset.zoomLevel', { percent })}
        </span>
        {buttons.map(({ label, onClick, Icon }) => (
          <Tooltip key={label} label={label}>
            <ActionIcon aria-label={label} onClick={onClick}>
              <Icon size={18} />
            </ActionIcon>
          </Tooltip>
        ))}
      </div>
    </div>
  );
};
