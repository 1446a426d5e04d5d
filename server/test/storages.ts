import type { Storage } from '../src/storage/storage.ts';
import type { Place, Storages } from '../src/storage/storages.ts';

/** One store for all objects. */
export function onlyStorage(storage: Pick<Storage, 'name'> & Partial<Storage>): Pick<Storages, 'of'> {
  const place: Place = {
    // A test calls what it gives.
    storage: storage as Storage,
    profileId: null,
    provider: storage.name,
    keyPrefix: '',
    keepsPrivate: true,
    staysPrivate: true,
    redirects: false,
    publicBaseUrl: undefined,
  };
  return { of: async () => place };
}
