import { thumbHashToDataURL } from 'thumbhash';

/** What the server knows of a picture's looks; null until it is processed. */
export interface Look {
  thumbnailUrl: string | null;
  thumbhash: string | null;
  dominantColor: string | null;
}

/** Stands in the place of a picture while it loads: blurred, else in its main colour. Undefined when nothing is known. */
export const placeholderOf = ({ thumbhash, dominantColor }: Look): string | undefined => {
  const blurred = thumbhash === null ? null : blurredUrl(thumbhash);
  if (blurred !== null) return `center / 100% 100% url(${blurred})`;
  return dominantColor !== null && /^#[\da-f]{6}$/i.test(dominantColor) ? dominantColor : undefined;
};

const blurredUrl = (thumbhash: string): string | null => {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
};
