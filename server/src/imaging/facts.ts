/** What the headers of a picture say. */
export interface ImageFacts {
  /** Pixels, as stored: an EXIF orientation is not applied. */
  readonly width: number;
  readonly height: number;
  /** 1 for a still picture. */
  readonly frames: number;
}

/** Told about sizes as soon as they are known, so that an outsized picture is refused before the rest arrives. */
export type OnFacts = (facts: ImageFacts) => void;

/** The bytes are not a picture of the type that they began as. */
export class MalformedImage extends Error {}
