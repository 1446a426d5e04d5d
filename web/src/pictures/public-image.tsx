import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './asset-image.module.css';
import type { Look } from './placeholder.ts';
import { usePlaceholder } from './use-placeholder.ts';

interface PublicImageProps {
  src: string;
  alt: string;
  className?: string | undefined;
  /** For small pictures: the thumbnail instead of the original, and what is shown before it is there. */
  look?: Look | undefined;
  /** Pictures of the first screen are fetched at once, the others when they come near. */
  eager?: boolean;
  /** Shown at its own size: blowing it up would only blur it. */
  small?: boolean | undefined;
  onLoad?: ((image: HTMLImageElement) => void) | undefined;
}

export const PublicImage = ({ src, alt, className, look, eager = false, small, onLoad }: PublicImageProps) => {
  const [failed, setFailed] = useState<readonly string[]>([]);
  // A thumbnail that was made anew has another address: the original stands in for it.
  const source = [look?.thumbnailUrl ?? src, src].find((candidate) => !failed.includes(candidate));
  const { style, onLoaded } = usePlaceholder(look, source ?? '');
  if (source === undefined) {
    return (
      <span className={classes.failed} role="img" aria-label={alt}>
        <IconPhotoOff aria-hidden="true" />
      </span>
    );
  }
  return (
    <img
      src={source}
      alt={alt}
      className={className}
      style={style}
      data-small={small || undefined}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      onLoad={(event) => {
        onLoaded();
        onLoad?.(event.currentTarget);
      }}
      onError={() => setFailed((sources) => [...sources, source])}
    />
  );
};
