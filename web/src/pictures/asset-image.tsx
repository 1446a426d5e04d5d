import { IconPhotoOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import classes from './asset-image.module.css';
import { PublicImage } from './public-image.tsx';
import { usePrivateSource } from './use-private-source.ts';

interface AssetImageProps {
  id: string;
  publicUrl: string | null;
  alt: string;
  className?: string | undefined;
  small?: boolean | undefined;
  onLoad?: ((image: HTMLImageElement) => void) | undefined;
}

/** The picture of an asset, whether everybody may fetch it or only this session. */
export const AssetImage = (props: AssetImageProps) =>
  props.publicUrl === null ? <PrivateImage {...props} /> : <PublicImage {...props} src={props.publicUrl} />;

const PrivateImage = ({ id, alt, className, small, onLoad }: AssetImageProps) => {
  const frame = useRef<HTMLSpanElement>(null);
  const source = usePrivateSource(id, frame);
  const [broken, setBroken] = useState(false);
  const failed = source === 'failed' || broken;
  return (
    <span ref={frame} className={classes.frame}>
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
          onLoad={(event) => onLoad?.(event.currentTarget)}
          onError={() => setBroken(true)}
        />
      )}
    </span>
  );
};
