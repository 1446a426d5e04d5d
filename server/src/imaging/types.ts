/** A kind of picture that is kept: uploaded, or made by a conversion. */
export interface StoredType {
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/avif' | 'image/tiff';
  /** With the leading dot. The stored extension always comes from here, never from the client's file name. */
  readonly extension: string;
}

/** A kind of picture that can be verified byte by byte while it is received. */
export interface ImageType extends StoredType {
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';
}

export const JPEG: ImageType = { contentType: 'image/jpeg', extension: '.jpg' };
export const PNG: ImageType = { contentType: 'image/png', extension: '.png' };
export const WEBP: ImageType = { contentType: 'image/webp', extension: '.webp' };
export const GIF: ImageType = { contentType: 'image/gif', extension: '.gif' };
export const AVIF: StoredType = { contentType: 'image/avif', extension: '.avif' };
export const TIFF: StoredType = { contentType: 'image/tiff', extension: '.tiff' };

export const IMAGE_TYPES: readonly ImageType[] = [JPEG, PNG, WEBP, GIF];
