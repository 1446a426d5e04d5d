import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Db } from '../../db/database.ts';
import type { ImageType } from '../../imaging/types.ts';
import { chunksOf } from '../../storage/storage.ts';
import { isSamePlace, type Place, recordOf, type Storages } from '../../storage/storages.ts';
import type { ReadTraits } from '../storage/service.ts';
import { type IntakeLimits, type StoredImage, storeImage } from './intake.ts';
import type { IncomingFile, NewAsset } from './new-asset.ts';
import { createNotedStorage } from './noted-storage.ts';
import type { Removals } from './removals.ts';
import type { RemovedObject } from './removals-repo.ts';

export interface PlacingOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly storages: Storages;
  readonly readTraits: ReadTraits;
  readonly removals: Removals;
  readonly limits: IntakeLimits;
}

/** Decides which store a new picture goes to, and takes it there. */
export interface Placing {
  /** @throws AppError `storage_provider_*` when there is none for this asset */
  placeOf(asset: Pick<NewAsset, 'storageProfileId' | 'isPublic'>): Promise<Place>;
  /** Stores a file by what is known of it so far; {@link settle} must follow. @throws AppError */
  storeFile(file: IncomingFile, declaredType: string): Promise<StoredImage>;
  /** Moves a stored picture if it turns out to belong elsewhere. @throws AppError as {@link placeOf} */
  settle(image: StoredImage, asset: NewAsset): Promise<StoredImage>;
}

export const objectOfImage = ({ place, storageKey }: Pick<StoredImage, 'place' | 'storageKey'>): RemovedObject => ({
  ...recordOf(place),
  storage_key: storageKey,
});

export const privateNotSupported = (): AppError =>
  new AppError('storage_provider_private_not_supported', undefined, { field: 'isPublic' });

export function createPlacing(options: PlacingOptions): Placing {
  const { db, clock, storages, readTraits, removals, limits } = options;
  const noted = createNotedStorage(removals, clock);

  /** As it was opened, and still: what is written to a store cannot be called back. */
  const keepsPrivate = async (place: Place): Promise<boolean> =>
    place.staysPrivate || (place.keepsPrivate && (await readTraits(db, recordOf(place)))?.keepsPrivate === true);

  const placeOf: Placing['placeOf'] = async ({ storageProfileId, isPublic }) => {
    const place = await storages.forWriting(storageProfileId);
    if (!isPublic && !(await keepsPrivate(place))) throw privateNotSupported();
    return place;
  };

  /** Where a file goes while the rest of its form is still to come. */
  const placeSoFar = async ({ storageProfileId = null, isPublic }: NonNullable<IncomingFile['known']>) => {
    const place = await storages.forWriting(storageProfileId);
    if (isPublic === true || (await keepsPrivate(place))) return place;
    if (isPublic === false) throw privateNotSupported();
    // What reaches such a store can be read from there on, or stays in its history.
    return storages.forWaiting();
  };

  return {
    placeOf,

    async storeFile({ chunks, known = {} }, declaredType) {
      const place = await placeSoFar(known);
      const commitMessage = known.commitMessage ?? undefined;
      const store = (type: ImageType, bytes: AsyncIterable<Buffer>) => noted.store(place, type, bytes, commitMessage);
      return { ...(await storeImage(store, chunks, declaredType, limits)), place };
    },

    async settle(image, asset) {
      const place = await placeOf(asset);
      if (isSamePlace(recordOf(place), recordOf(image.place))) return image;
      const body = await image.place.storage.read(image.storageKey, { start: 0, end: image.size - 1 });
      if (body === undefined) throw new AppError('asset_content_missing');
      const storageKey = await noted.store(place, image.type, chunksOf(body), asset.commitMessage ?? undefined);
      await removals.discard([objectOfImage(image)]);
      return { ...image, place, storageKey };
    },
  };
}
