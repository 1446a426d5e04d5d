import { thumbHashToDataURL } from 'thumbhash';

/** What the server knows of a picture's looks; null until it is processed. */
export interface Look {
  thumbnailUrl: string | null;
  thumbhash: string | null;
  dominantColor: string | null;
}

/** The background in a picture's main colour, for as long as it loads. Undefined when that is not known. */
export const colorOf = ({ dominantColor }: Pick<Look, 'dominantColor'>): string | undefined =>
  dominantColor !== null && /^#[\da-f]{6}$/i.test(dominantColor) ? dominantColor : undefined;

/** The background in which a picture is recognised, blurred. Making one takes about a millisecond. */
export const blurOf = (thumbhash: string): string | undefined => {
  try {
    const bytes = Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0));
    return `center / 100% 100% url(${thumbHashToDataURL(bytes)})`;
  } catch {
    return undefined;
  }
};
