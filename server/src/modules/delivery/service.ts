import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { isStorageKey } from '../../storage/keys.ts';
import { isStored, type Storage } from '../../storage/storage.ts';
import type { Place, Storages } from '../../storage/storages.ts';
import type { LinkBase } from '../assets/service.ts';
import { dispositionOf } from './disposition.ts';
import { findAssetObject, findDerivativeObject, findPublicObject, findVersionObject, type ObjectRow } from './repo.ts';

/** How a reader wants an object. */
export interface Wish {
  /** Save it under its name instead of showing it. */
  readonly download: boolean;
  /** false: its bytes, from here, wherever they are kept. */
  readonly redirect: boolean;
  /** Of the request: nobody is sent to a store for headers. */
  readonly headersOnly: boolean;
  /** Under which the reader reached us. */
  readonly host: string;
  readonly base: LinkBase;
}

/** An object that is sent from here. */
export interface FromHere {
  readonly kind: 'object';
  readonly storage: Storage;
  readonly object: ObjectRow;
  readonly cacheControl: string;
  readonly disposition: string;
}

/** What a reader gets: the object from here, or another address that gives it. */
export type Delivered = FromHere | { readonly kind: 'redirect'; readonly url: string };

/** Who gets the bytes of an object, and from where. All of it throws AppError `asset_not_found`. */
export interface Delivery {
  /** The object of a public asset or of one of its derivatives. */
  byKey(key: string, wish: Wish): Promise<Delivered>;
  /** A public one is sent by its public address, where caches can keep it. */
  ofAsset(id: AssetId, wish: Wish): Promise<Delivered>;
  ofDerivative(id: AssetId, kind: string, wish: Wish): Promise<Delivered>;
  /** @throws AppError `asset_version_not_found` */
  ofVersion(id: AssetId, number: number, wish: Wish): Promise<Delivered>;
}

export interface DeliveryOptions {
  readonly db: Db;
  readonly storages: Pick<Storages, 'of'>;
  readonly publicCacheSeconds: number;
}

const PRIVATE_CACHE = 'private, no-cache';

export function createDelivery({ db, storages, publicCacheSeconds }: DeliveryOptions): Delivery {
  // After this time at the latest a picture that was made private is gone from caches too.
  const publicCache = `public, max-age=${publicCacheSeconds}`;

  /** From its store, as that wants it, or from here. */
  const deliver = async (object: ObjectRow, wish: Wish, cacheControl: string): Promise<Delivered> => {
    const place = await storages.of(object);
    const disposition = dispositionOf(object.original_file_name, wish.download);
    if (wish.redirect && !wish.headersOnly && place.redirects) {
      const url = await addressAt(place, object, { cacheControl, disposition, download: wish.download });
      // A public address that leads back here is one of this program after all.
      if (url !== undefined && !leadsTo(wish.host, url)) return { kind: 'redirect', url };
    }
    return { kind: 'object', storage: place.storage, object, cacheControl, disposition };
  };

  const deliverById = async (object: ObjectRow | undefined, wish: Wish): Promise<Delivered> => {
    if (!object) throw new AppError('asset_not_found');
    if (object.is_public !== 1 || !wish.redirect) return deliver(object, wish, PRIVATE_CACHE);
    const { storage } = await storages.of(object);
    if (!(await isStored(storage, object.storage_key))) throw new AppError('asset_not_found');
    const { storage_key: key } = object;
    // A store with an address of its own knows nothing of names.
    const url = wish.download ? `${wish.base.urlHere(key)}?download=true` : wish.base.urlOf(object, key);
    return { kind: 'redirect', url };
  };

  return {
    async byKey(key, wish) {
      const object = isStorageKey(key) ? await findPublicObject(db, key) : undefined;
      if (!object) throw new AppError('asset_not_found');
      return deliver(object, wish, publicCache);
    },
    ofAsset: async (id, wish) => deliverById(await findAssetObject(db, id), wish),
    ofDerivative: async (id, kind, wish) => deliverById(await findDerivativeObject(db, id, kind), wish),
    async ofVersion(id, number, wish) {
      const object = await findVersionObject(db, id, number);
      if (!object) throw new AppError('asset_version_not_found');
      return deliver(object, wish, PRIVATE_CACHE);
    },
  };
}

/** Where the store itself gives the object to a reader. */
async function addressAt(
  { storage, publicBaseUrl }: Place,
  { storage_key: key, is_public: isPublic, content_type: contentType }: ObjectRow,
  { cacheControl, disposition, download }: { cacheControl: string; disposition: string; download: boolean },
): Promise<string | undefined> {
  if (publicBaseUrl !== undefined && isPublic === 1 && !download) return `${publicBaseUrl}/${key}`;
  return storage.sign?.(key, { contentType, cacheControl, disposition });
}

const leadsTo = (host: string, url: string): boolean => URL.canParse(url) && new URL(url).host === host;
