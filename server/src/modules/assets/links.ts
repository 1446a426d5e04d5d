/**
 * Where this request's public links begin: the configured base, else the address under which the caller reached us.
 * Links are made when an asset is read, so they are right after every move.
 */
export type LinkBase = string;

export const linkBaseOf = (configured: string | undefined, requestOrigin: string): LinkBase =>
  configured ?? `${requestOrigin}/content`;

/** The public address of a stored object. */
export const publicUrlOf = (base: LinkBase, storageKey: string): string => `${base}/${storageKey}`;
