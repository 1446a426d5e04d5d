import { create } from 'content-disposition';

/** `Content-Disposition` (RFC 6266): an ASCII name for old clients, the real one percent-encoded beside it. */
export const dispositionOf = (fileName: string | null, download: boolean): string =>
  create(fileName ?? undefined, { type: download ? 'attachment' : 'inline' });
