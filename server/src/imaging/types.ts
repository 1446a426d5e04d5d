/** A kind of picture that can be verified byte by byte while it is received. */
export interface ImageType {
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';
  /** With the leading dot. The stored extension always comes from here, never from the client's file name. */
  readonly extension: string;
}

export const JPEG: ImageType = { contentType: 'image/jpeg', extension: '.jpg' };
export const PNG: ImageType = { contentType: 'image/png', extension: '.png' };
export const WEBP: ImageType = { contentType: 'image/webp', extension: '.webp' };
export const GIF: ImageType = { contentType: 'image/gif', extension: '.gif' };

export const IMAGE_TYPES: readonly ImageType[] = [JPEG, PNG, WEBP, GIF];
