import { IconPhotoOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import classes from './asset-image.module.css';
import type { Look } from './placeholder.ts';
import { PublicImage } from './public-image.tsx';
import { copyFor, drawnWidth, type PictureSize, type Preview } from './sizes.ts';
import { usePlaceholder } from './use-placeholder.ts';
import { usePrivateSource } from './use-private-source.ts';

/** The derivative that lists show where nothing says how large. */
const THUMBNAIL = 'webp_256';

interface AssetImageProps {
  id: string;
  publicUrl: string | null;
  alt: string;
  className?: string | undefined;
  /** For small pictures, as of PublicImage. */
  look?: Look | undefined;
  small?: boolean | undefined;
  /** The size and the copies of the picture, and the place that it fills in CSS pixels: for a copy that is sharp there. */
  fit?: {
    picture: PictureSize & { previews?: readonly Preview[] | undefined };
    box: { width: number; height: number };
  };
  onLoad?: ((image: HTMLImageElement) => void) | undefined;
}

/** The picture of an asset, whether everybody may fetch it or only this session. */
export const AssetImage = (props: AssetImageProps) =>
  props.publicUrl === null ? (
    <PrivateImage {...props} />
  ) : (
    <PublicImage
      {...props}
      src={props.publicUrl}
      // A small one is drawn at its own size, which a browser that chooses by width does not keep.
      previews={props.small ? undefined : props.fit?.picture.previews}
      sizes={props.fit && `${Math.ceil(drawnWidth(props.fit.picture, props.fit.box))}px`}
    />
  );

const PrivateImage = ({ id, alt, className, look, small, fit, onLoad }: AssetImageProps) => {
  const frame = useRef<HTMLSpanElement>(null);
  const copy = fit && copyFor(fit.picture, drawnWidth(fit.picture, fit.box) * devicePixelRatio);
  // What has a thumbhash has copies.
  const source = usePrivateSource(id, frame, look?.thumbhash == null ? null : (copy ?? THUMBNAIL));
  const url = typeof source === 'string' ? '' : source.url;
  const { style, onLoaded } = usePlaceholder(look, url);
  const [broken, setBroken] = useState(false);
  const failed = source === 'failed' || broken;
  return (
    <span ref={frame} className={classes.frame} style={failed ? undefined : style}>
      {failed && (
        <span className={classes.failed} role="img" aria-label={alt}>
          <IconPhotoOff aria-hidden="true" />
        </span>
      )}
      {!failed && source !== 'waiting' && (
        <img
          src={source.url}
          alt={alt}
          className={className}
          data-small={small || undefined}
          decoding="async"
          onLoad={(event) => {
            onLoaded();
            onLoad?.(event.currentTarget);
          }}
          onError={() => setBroken(true)}
        />
      )}
    </span>
  );
};
