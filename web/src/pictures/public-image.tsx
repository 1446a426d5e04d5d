import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './asset-image.module.css';
import type { Look } from './placeholder.ts';
import { type Preview, srcSetOf } from './sizes.ts';
import { usePlaceholder } from './use-placeholder.ts';

interface PublicImageProps {
  src: string;
  alt: string;
  className?: string | undefined;
  /** For small pictures: the thumbnail instead of the original, and what is shown before it is there. */
  look?: Look | undefined;
  /** Copies that the browser may choose among, with how wide the picture is drawn; the original only when they are gone. */
  previews?: readonly Preview[] | undefined;
  sizes?: string | undefined;
  /** Pixels of the picture, which keep its place free. */
  width?: number | undefined;
  height?: number | undefined;
  /** Pictures of the first screen are fetched at once, the others when they come near; `first` before all else. */
  eager?: boolean | 'first';
  /** Shown at its own size: blowing it up would only blur it. */
  small?: boolean | undefined;
  onLoad?: ((image: HTMLImageElement) => void) | undefined;
}

export const PublicImage = (props: PublicImageProps) => {
  const { src, alt, className, look, previews, sizes, width, height, eager = false, small, onLoad } = props;
  const [failed, setFailed] = useState<readonly string[]>([]);
  const preferred = previews?.[0]?.url ?? look?.thumbnailUrl ?? src;
  // A copy that was made anew has another address: the original stands in for it.
  const source = [preferred, src].find((candidate) => !failed.includes(candidate));
  const { style, onLoaded } = usePlaceholder(look, source ?? '');
  if (source === undefined) {
    return (
      <span className={classes.failed} role="img" aria-label={alt}>
        <IconPhotoOff aria-hidden="true" />
      </span>
    );
  }
  const srcSet = source === preferred ? srcSetOf(previews) : undefined;
  return (
    <img
      // Anew for the original: a browser would go on to size it as one of the copies.
      key={source}
      // Ahead of the address, or the browser would begin to load before it knows them.
      loading={eager === false ? 'lazy' : 'eager'}
      fetchPriority={eager === 'first' ? 'high' : undefined}
      sizes={srcSet === undefined ? undefined : sizes}
      srcSet={srcSet}
      src={source}
      alt={alt}
      width={width}
      height={height}
      className={className}
      style={style}
      data-small={small || undefined}
      decoding="async"
      onLoad={({ currentTarget: image }) => {
        onLoad?.(image);
        // What stands for it goes when it can be painted, not before: a busy browser would show a hole.
        void image.decode().then(onLoaded, onLoaded);
      }}
      onError={() => setFailed((sources) => [...sources, source])}
    />
  );
};
