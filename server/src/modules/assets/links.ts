import type { ObjectPlace, Storages } from '../../storage/storages.ts';

/** Where links in one answer begin. They are made when an asset is read, so they are right after every move. */
export interface LinkBase {
  /** Tells answers apart whose links differ. */
  readonly key: string;
  /** The public address of a stored object. */
  urlOf(place: ObjectPlace, storageKey: string): string;
  /** The one that leads to this program, also when the object's store has one of its own. */
  urlHere(storageKey: string): string;
}

/** Makes the link base of the answer to a request. */
export type Links = (request: { readonly protocol: string; readonly host: string }) => LinkBase;

/**
 * The base that an object's own store has is strongest, then the configured one, then the address under which the caller
 * reached us.
 */
export const createLinks =
  (storages: Pick<Storages, 'traitsOf' | 'revision'>, configured: string | undefined): Links =>
  ({ protocol, host }) => {
    const own = configured ?? `${protocol}://${host}/content`;
    return {
      key: `${own} ${storages.revision()}`,
      urlHere: (storageKey) => `${own}/${storageKey}`,
      urlOf: (place, storageKey) => `${storages.traitsOf(place)?.publicBaseUrl ?? own}/${storageKey}`,
    };
  };
