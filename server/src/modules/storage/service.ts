import type { Transaction } from 'kysely';
import { authorize, type Caller, type Grant } from '../../core/actor.ts';
import type { AuditTarget } from '../../core/audit-events.ts';
import { type Clock, toTimestamp } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { newId, type StorageProfileId } from '../../core/ids.ts';
import { isPrintable } from '../../core/plain-text.ts';
import type { Warning } from '../../core/warnings.ts';
import type { Db } from '../../db/database.ts';
import { isReferenceViolation, isUniqueViolation, lockForTransaction } from '../../db/dialects.ts';
import type { Tables } from '../../db/tables.ts';
import type { Storages } from '../../storage/storages.ts';
import type { Audit } from '../audit/service.ts';
import type { ProfileContents } from './contents.ts';
import { type OverviewFacts, overviewOf, targetsOf } from './overview.ts';
import { presentProfile } from './present.ts';
import * as repo from './repo.ts';
import type * as schema from './schema.ts';
import { createStorageTest } from './storage-test.ts';
import type { AnyStorageType } from './type.ts';
import { parseProviderType, typeOf } from './types.ts';

export { bootstrapProfile } from './bootstrap.ts';
export { createSettingsWarnings, storesOfSettings } from './configured.ts';
export { createProfileContents } from './contents.ts';
export { createGithubRepositories, type GithubRepositories } from './github-service.ts';
export { loadProfiles } from './runtimes.ts';
export { createTraitsReader, type ReadTraits } from './traits.ts';
export type { TypeServices } from './type.ts';

/** One change at a time: which one is the default, and how many there are, is decided by reading. */
const CHANGE_LOCK = 0x6e656b73;
const MAX_PROFILES = 100;

/** The stores that pictures can be kept in. */
export interface StorageProfiles {
  /** The default one first, then those that are enabled, then by name. */
  overview(grant: Grant<'providers.read'>): Promise<schema.StorageOverview>;
  /** Where an upload can go, in the same order. */
  targets(grant: Grant<'assets.create'>): Promise<schema.StorageTarget[]>;
  /** Settings that do not matter any more. */
  idleSettings(): Promise<readonly Warning[]>;
  /** @throws AppError `storage_provider_profile_*` */
  create(grant: Caller, body: schema.CreateStorageProfile): Promise<schema.StorageProfileAnswer>;
  /** What is absent stays. A new host needs the secrets again: kept ones go only where they were meant to. */
  patch(
    grant: Grant<'providers.update'>,
    id: StorageProfileId,
    body: schema.PatchStorageProfile,
  ): Promise<schema.StorageProfileAnswer>;
  /** One that objects are in is only disabled. */
  delete(grant: Grant<'providers.delete'>, id: StorageProfileId): Promise<schema.DeletedStorageProfile>;
  setDefault(grant: Grant<'settings.update'>, id: StorageProfileId): Promise<schema.StorageProfileAnswer>;
  /** Writes, reads and removes a small object; what went wrong there is an answer, not an error. */
  test(grant: Grant<'providers.update'>, id: StorageProfileId): Promise<schema.StorageTest>;
}

export interface StorageProfilesOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly contents: ProfileContents;
  readonly storages: Storages;
  readonly settings: OverviewFacts;
}

export function createStorageProfiles(options: StorageProfilesOptions): StorageProfiles {
  const { db, clock, audit, contents, storages } = options;
  const present = (row: repo.ProfileRow) => presentProfile(row, contents.secretsSetOf(row));

  /** Runs a change with no other beside it; then the only thing that can be there twice is a name. */
  const change = async <T>(write: (trx: Transaction<Tables>) => Promise<T>): Promise<T> => {
    try {
      const result = await db.transaction().execute(async (trx) => {
        await lockForTransaction(trx, CHANGE_LOCK);
        return write(trx);
      });
      await storages.refresh();
      return result;
    } catch (error) {
      if (isUniqueViolation(error)) throw nameConflict();
      throw error;
    }
  };

  const found = async (id: StorageProfileId, over: Db = db): Promise<repo.ProfileRow> => {
    const row = await repo.findProfile(over, id);
    if (!row) throw new AppError('storage_provider_profile_not_found');
    return row;
  };

  const listProfiles = async () => (await repo.listProfiles(db, MAX_PROFILES)).sort(inOrder).map(present);

  /** Whether what is private there already would stay so. */
  const checkPrivate = async (trx: Db, id: StorageProfileId, type: AnyStorageType, configuration: object) => {
    if (type.traits(configuration)?.keepsPrivate !== false || !(await repo.hasPrivateObjects(trx, id))) return;
    throw new AppError(
      'storage_provider_private_not_supported',
      'Private pictures or former originals are kept there, which everybody could read then.',
      {
        field: 'configuration',
      },
    );
  };

  return {
    overview: async () => overviewOf(await listProfiles(), options.settings),

    targets: async () => targetsOf(await listProfiles(), options.settings),

    async idleSettings() {
      const row = await repo.findDefaultProfile(db);
      return row ? options.settings.warningsAbout(present(row)) : [];
    },

    async create(grant, body) {
      const type = typeNamed(body.providerType);
      const name = checkedName(body.name);
      if (await repo.isNameTaken(db, name, null)) throw nameConflict();
      if (!type)
        throw new AppError('storage_provider_profile_provider_type_unsupported', undefined, { field: 'providerType' });
      const given = contents.read(type, body);
      await contents.checkPlace(type, given);
      const isEnabled = body.isEnabled ?? true;
      const isDefault = body.isDefault ?? false;
      // As with setDefault: it decides where everybody's pictures go.
      if (isDefault) authorize(grant, 'settings.update');
      if (isDefault) checkDefault(type, isEnabled, given.configuration);
      const id = newId<StorageProfileId>();
      const now = clock.now();
      const row: repo.ProfileRow = {
        id,
        name,
        normalized_name: repo.normalizeName(name),
        display_name: checkedDisplayName(body.displayName),
        provider_type: type.type,
        is_enabled: isEnabled ? 1 : 0,
        is_default: isDefault ? 1 : 0,
        ...contents.columnsOf(id, given),
        revision: 1,
        created_at: now,
        updated_at: now,
      };
      await change(async (trx) => {
        if ((await repo.countProfiles(trx)) >= MAX_PROFILES) throw new AppError('storage_provider_profiles_too_many');
        if (isDefault) await repo.clearDefault(trx, now);
        await repo.insertProfile(trx, row);
        const details = { providerType: type.type, isEnabled, isDefault };
        await audit.record(trx, grant, { action: 'storage_profile.create', target: targetOf(row), details });
      });
      return present(row);
    },

    async patch(grant, id, body) {
      const before = await found(id);
      const type = typeOf(before.provider_type);
      const name = body.name === undefined ? before.name : checkedName(body.name);
      if (await repo.isNameTaken(db, name, id)) throw nameConflict();
      const fields = FIELDS.filter((field) => body[field] !== undefined);
      if (fields.length === 0) return present(before);
      const isEnabled = body.isEnabled ?? before.is_enabled === 1;
      if (before.is_default === 1 && !isEnabled) throw defaultRequiresEnabled();
      const isOther = body.configuration !== undefined || body.secretConfiguration !== undefined;
      const given = isOther ? contents.merge(before, body) : undefined;
      if (given) await contents.checkPlace(type, given);
      const next: repo.ProfileRow = {
        ...before,
        name,
        normalized_name: repo.normalizeName(name),
        display_name: body.displayName === undefined ? before.display_name : checkedDisplayName(body.displayName),
        is_enabled: isEnabled ? 1 : 0,
        ...(given && contents.columnsOf(id, given)),
        updated_at: Math.max(clock.now(), before.updated_at + 1),
      };
      const after = await change(async (trx) => {
        const updated = await repo.updateProfile(trx, next);
        if (!updated) {
          await found(id, trx);
          throw new AppError('storage_provider_profile_conflict');
        }
        // Whoever stores a private picture holds the row until its own is there, so none comes after this.
        if (given) await checkPrivate(trx, id, type, given.configuration);
        const details = { fields, isEnabled };
        await audit.record(trx, grant, { action: 'storage_profile.update', target: targetOf(updated), details });
        return updated;
      });
      return present(after);
    },

    async delete(grant, id) {
      const now = clock.now();
      const removeRow = (isKept: boolean) =>
        change(async (trx) => {
          const row = await found(id, trx);
          // What is still to be removed keeps it once; whoever asks again knows that the store may be gone for good.
          const isWaitedFor = row.is_enabled === 1 && (await repo.hasRemovals(trx, id));
          const isUsed = isKept || isWaitedFor || (await repo.hasObjects(trx, id, now));
          if (!isUsed) await repo.forgetRemovals(trx, id);
          if (isUsed) await repo.updateProfile(trx, { ...row, is_enabled: 0, is_default: 0, updated_at: now });
          else await repo.deleteProfile(trx, id);
          const status = isUsed ? ('disabled' as const) : ('deleted' as const);
          const details = { status, wasDefault: row.is_default === 1 };
          await audit.record(trx, grant, { action: 'storage_profile.delete', target: targetOf(row), details });
          return { id, wasDefault: row.is_default === 1, status, deletedAtUtc: toTimestamp(now) };
        });
      // An upload that began in between holds it fast.
      return removeRow(false).catch((error: unknown) => {
        if (isReferenceViolation(error)) return removeRow(true);
        throw error;
      });
    },

    async setDefault(grant, id) {
      const after = await change(async (trx) => {
        const row = await found(id, trx);
        if (row.is_enabled !== 1) throw defaultRequiresEnabled();
        if (!contents.runtimeOf(row)) throw new AppError('storage_provider_profile_write_not_supported');
        if (row.is_default === 1) return row;
        const now = clock.now();
        await repo.clearDefault(trx, now);
        const updated = await repo.updateProfile(trx, { ...row, is_default: 1, updated_at: now });
        if (!updated) throw new AppError('storage_provider_profile_conflict');
        await audit.record(trx, grant, { action: 'storage_profile.set_default', target: targetOf(updated) });
        return updated;
      });
      return present(after);
    },

    async test(_grant, id) {
      const row = await found(id);
      const runtime = contents.runtimeOf(row);
      if (!runtime) throw new AppError('storage_provider_profile_write_not_supported');
      return createStorageTest(clock)(runtime);
    },
  };
}

const FIELDS = ['name', 'displayName', 'isEnabled', 'configuration', 'secretConfiguration'] as const;

const targetOf = ({ id, name }: repo.ProfileRow): AuditTarget => ({ kind: 'storageProfile', id, name });

const nameConflict = (): AppError =>
  new AppError('storage_provider_profile_name_conflict', undefined, { field: 'name' });

const defaultRequiresEnabled = (): AppError =>
  new AppError('storage_provider_profile_default_requires_enabled', undefined, { field: 'isEnabled' });

/** undefined for a type that there is not: its name and that of the profile are looked at first. */
function typeNamed(text: string | null | undefined): AnyStorageType | undefined {
  if (!text?.trim()) {
    throw new AppError('storage_provider_profile_provider_type_required', undefined, { field: 'providerType' });
  }
  const type = parseProviderType(text);
  return type && typeOf(type);
}

function checkDefault(type: AnyStorageType, isEnabled: boolean, configuration: object): void {
  if (!isEnabled) throw defaultRequiresEnabled();
  if (!type.traits(configuration)) {
    throw new AppError('storage_provider_profile_write_not_supported', undefined, { field: 'isDefault' });
  }
}

function checkedName(text: string | null | undefined): string {
  const name = text?.trim();
  if (!name) throw new AppError('storage_provider_profile_name_required', undefined, { field: 'name' });
  if (!isPrintable(name))
    throw new AppError('request_invalid', 'The name has characters without a form.', { field: 'name' });
  return name;
}

const checkedDisplayName = (text: string | null | undefined): string | null => text?.trim() || null;

const inOrder = (a: repo.ProfileRow, b: repo.ProfileRow): number =>
  b.is_default - a.is_default || b.is_enabled - a.is_enabled || (a.normalized_name < b.normalized_name ? -1 : 1);
