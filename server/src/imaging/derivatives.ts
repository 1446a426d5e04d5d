import { decodingBytes } from './cost.ts';
import { type Looks, looksOf, MAX_LOOKS_SIDE } from './looks.ts';
import { decode, type Imaging, openPicture, type Picture } from './picture.ts';
import { fitted, type Pixels, pixels, reopen } from './pixels.ts';
import { type SharpModule, withSharp } from './sharp.ts';
import { PNG, type StoredType, WEBP } from './types.ts';

/** The smaller copies of a picture: what they fit into, in pixels, and their type. Small ones come first. */
export const DERIVATIVES = {
  thumbnail_256: { side: 256, type: PNG },
  webp_256: { side: 256, type: WEBP },
  webp_640: { side: 640, type: WEBP },
  webp_1280: { side: 1280, type: WEBP },
} as const satisfies Record<string, { side: number; type: StoredType }>;

export type DerivativeKind = keyof typeof DERIVATIVES;

export const DERIVATIVE_KINDS = Object.keys(DERIVATIVES) as readonly DerivativeKind[];

/** Those that pages let the browser choose among. */
export const PREVIEW_KINDS = DERIVATIVE_KINDS.filter((kind) => DERIVATIVES[kind].type === WEBP);

export interface Derivative {
  readonly kind: DerivativeKind;
  readonly type: StoredType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** A picture that was decoded once, to be made into derivatives one after another. */
export interface Preview {
  readonly picture: Picture;
  /** Upright, in sRGB, without metadata, never larger than the picture is. */
  make(kind: DerivativeKind): Promise<Derivative>;
  /** What stands for the picture until it is loaded. */
  looks(): Promise<Looks>;
}

/** Twice as fast as the default, for files that are 5 % larger. */
const WEBP_EFFORT = 2;

/**
 * Decodes a picture to the size of its largest derivative; of an animation the first frame. All frames would cost
 * minutes where one takes milliseconds, and whoever wants to see them move loads the original.
 * @param kinds those that will be made
 * @throws AppError `asset_content_invalid`, `asset_dimensions_too_large`, `asset_frames_too_many`,
 * `asset_memory_exceeded` or `asset_processing_timeout`
 */
export async function openPreview(
  imaging: Imaging,
  path: string,
  kinds: readonly DerivativeKind[] = DERIVATIVE_KINDS,
  signal?: AbortSignal,
): Promise<Preview> {
  const picture = await openPicture(imaging, path);
  const side = Math.max(MAX_LOOKS_SIDE, ...kinds.map((kind) => DERIVATIVES[kind].side));
  const largest = await imaging.memory.use(
    decodingBytes(picture),
    () => withSharp((sharp) => pixels(fitted(decode(sharp, imaging, picture, { colours: 'srgb' }), side))),
    signal,
  );

  let small: Pixels | undefined;
  /** Pixels that are reduced once and used for all that is small. */
  const smallest = async (sharp: SharpModule, wanted: number): Promise<Pixels> => {
    if (wanted > DERIVATIVES.thumbnail_256.side) return largest;
    small ??= await pixels(fitted(reopen(sharp, largest), DERIVATIVES.thumbnail_256.side));
    return small;
  };

  return {
    picture,
    make: (kind) =>
      withSharp(async (sharp) => {
        signal?.throwIfAborted();
        const { side: wanted, type } = DERIVATIVES[kind];
        const image = fitted(reopen(sharp, await smallest(sharp, wanted)), wanted);
        const encoded = type === PNG ? image.png({ adaptiveFiltering: true }) : image.webp({ effort: WEBP_EFFORT });
        const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
        return { kind, type, width: info.width, height: info.height, bytes: data };
      }),
    looks: () =>
      withSharp(async (sharp) => {
        signal?.throwIfAborted();
        const reduced = fitted(reopen(sharp, await smallest(sharp, MAX_LOOKS_SIDE)), MAX_LOOKS_SIDE);
        const { data, info } = await pixels(reduced.ensureAlpha());
        return looksOf(info.width, info.height, data);
      }),
  };
}
