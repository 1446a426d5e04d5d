import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './asset-image.module.css';

interface PublicImageProps {
  src: string;
  alt: string;
  className?: string | undefined;
  /** Pictures of the first screen are fetched at once, the others when they come near. */
  eager?: boolean;
  /** Shown at its own size: blowing it up would only blur it. */
  small?: boolean | undefined;
  onLoad?: ((image: HTMLImageElement) => void) | undefined;
}

export const PublicImage = ({ src, alt, className, eager = false, small, onLoad }: PublicImageProps) => {
  const [failedSource, setFailedSource] = useState<string | null>(null);
  if (failedSource === src) {
    return (
      <span className={classes.failed} role="img" aria-label={alt}>
        <IconPhotoOff aria-hidden="true" />
      </span>
    );
  }
  return (
    <img
      src={src}
      alt={alt}
      className={className}
      data-small={small || undefined}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      onLoad={(event) => onLoad?.(event.currentTarget)}
      onError={() => setFailedSource(src)}
    />
  );
};
