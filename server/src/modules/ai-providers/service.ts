import type { Transaction } from 'kysely';
import type { Grant } from '../../core/actor.ts';
import type { AuditTarget } from '../../core/audit-events.ts';
import { type Clock, toTimestamp } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type AiProviderId, newId } from '../../core/ids.ts';
import type { Outbound } from '../../core/outbound.ts';
import { SEALED_COLUMNS } from '../../core/sealed-columns.ts';
import type { Sealer } from '../../core/sealing.ts';
import { Secret } from '../../core/secret.ts';
import type { Db } from '../../db/database.ts';
import { isUniqueViolation, lockForTransaction } from '../../db/dialects.ts';
import type { Tables } from '../../db/tables.ts';
import type { Audit } from '../audit/service.ts';
import { checkedApiKey, checkedBaseUrl, checkSameHost, maskKey, promptOf, requiredText } from './checks.ts';
import { type AiConnection, createImageDescriber, type DescribeImage } from './describe-image.ts';
import { presentProvider } from './present.ts';
import { createProviderTest } from './provider-test.ts';
import * as repo from './repo.ts';
import type * as schema from './schema.ts';

/** One change at a time: whether one is active, and how many there are, is decided by reading. */
const CHANGE_LOCK = 0x6e656b61;
const MAX_PROVIDERS = 100;

/** The AI services that can describe pictures, and the way to ask them. */
export interface AiProviders {
  /** The active one first, then by name. */
  list(grant: Grant<'aiProviders.read'>): Promise<schema.AiProviderAnswer[]>;
  showActive(grant: Grant<'aiProviders.read'>): Promise<schema.AiProviderAnswer | null>;
  /** Active if asked for, or if nothing is said and none is. @throws AppError `ai_provider_profile_*`, `outbound_*` */
  create(grant: Grant<'aiProviders.create'>, body: schema.CreateAiProvider): Promise<schema.AiProviderAnswer>;
  /** A new host needs the key again: a stored key goes only where it was meant to. @throws AppError as {@link create} */
  patch(
    grant: Grant<'aiProviders.update'>,
    id: AiProviderId,
    body: schema.PatchAiProvider,
  ): Promise<schema.AiProviderAnswer>;
  delete(grant: Grant<'aiProviders.delete'>, id: AiProviderId): Promise<schema.DeletedAiProvider>;
  /** Describes a small picture with values that need not be stored. @throws AppError as {@link create} */
  test(grant: Grant<'aiProviders.update'>, body: schema.TestAiProvider): Promise<schema.AiTest>;
  /** What the program itself describes pictures with. @throws AppError `ai_provider_profile_api_key_unreadable` */
  findActive(): Promise<AiConnection | undefined>;
  hasActive(): Promise<boolean>;
  readonly describeImage: DescribeImage;
}

export interface AiProvidersOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly sealer: Sealer;
  readonly outbound: Outbound;
  /** For a whole description, retries included. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly language: string;
  readonly prompt: string | undefined;
}

export function createAiProviders({ db, clock, audit, sealer, outbound, ...options }: AiProvidersOptions): AiProviders {
  const describeImage = createImageDescriber({ clock, outbound, ...options });

  const openKey = (row: repo.AiProviderRow): Secret<string> => {
    const key = sealer.open(row.sealed_api_key, keyContext(row.id));
    if (key === undefined) throw new AppError('ai_provider_profile_api_key_unreadable', undefined, { field: 'apiKey' });
    return new Secret(key);
  };

  const sealed = (id: AiProviderId, key: string) => ({
    sealed_api_key: sealer.seal(key, keyContext(id)),
    masked_api_key: maskKey(key),
  });

  /** Runs a change with no other beside it; then the only thing that can be there twice is a name. */
  const change = async <T>(write: (trx: Transaction<Tables>) => Promise<T>): Promise<T> => {
    try {
      return await db.transaction().execute(async (trx) => {
        await lockForTransaction(trx, CHANGE_LOCK);
        return write(trx);
      });
    } catch (error) {
      if (isUniqueViolation(error)) {
        throw new AppError('ai_provider_profile_name_conflict', undefined, { field: 'name' });
      }
      throw error;
    }
  };

  return {
    describeImage,

    async list() {
      const rows = await repo.listProviders(db, MAX_PROVIDERS);
      return rows.sort(byActivityAndName).map(presentProvider);
    },

    async showActive() {
      const row = await repo.findActiveProvider(db);
      return row ? presentProvider(row) : null;
    },

    async create(grant, body) {
      const id = newId<AiProviderId>();
      const now = clock.now();
      const values = {
        id,
        ...nameColumns(body.name),
        api_base_url: checkedBaseUrl(body.apiBaseUrl, outbound),
        ...sealed(id, checkedApiKey(body.apiKey)),
        model_name: requiredText(body.modelName, 'ai_provider_profile_model_name_required', 'modelName'),
        system_prompt: promptOf(body.defaultSystemPrompt),
        created_at: now,
        updated_at: now,
      };
      return change(async (trx) => {
        if ((await repo.countProviders(trx)) >= MAX_PROVIDERS) throw new AppError('ai_provider_profiles_too_many');
        const isActive = body.isActive ?? !(await repo.findActiveProvider(trx));
        if (isActive) await repo.deactivateProviders(trx, now);
        const row: repo.AiProviderRow = { ...values, is_active: isActive ? 1 : 0 };
        await repo.insertProvider(trx, row);
        await audit.record(trx, grant, { action: 'ai_provider.create', target: targetOf(row), details: { isActive } });
        return presentProvider(row);
      });
    },

    async patch(grant, id, body) {
      const now = clock.now();
      const { isActive } = body;
      const given = {
        ...(body.name !== undefined && nameColumns(body.name)),
        ...(body.apiBaseUrl !== undefined && { api_base_url: checkedBaseUrl(body.apiBaseUrl, outbound) }),
        ...(body.apiKey !== undefined && sealed(id, checkedApiKey(body.apiKey))),
        ...(body.modelName !== undefined && {
          model_name: requiredText(body.modelName, 'ai_provider_profile_model_name_required', 'modelName'),
        }),
        ...(body.defaultSystemPrompt !== undefined && { system_prompt: promptOf(body.defaultSystemPrompt) }),
        ...(isActive !== undefined && { is_active: isActive ? (1 as const) : (0 as const) }),
      };
      return change(async (trx) => {
        const before = await repo.findProvider(trx, id);
        if (!before) throw notFound();
        if (body.apiKey === undefined) checkSameHost(before.api_base_url, given.api_base_url);
        const fields = FIELDS.filter((field) => body[field] !== undefined);
        if (fields.length === 0) return presentProvider(before);
        if (isActive) await repo.deactivateProviders(trx, now);
        const after = await repo.updateProvider(trx, { ...before, ...given, updated_at: now });
        const details = { fields, isActive: after.is_active === 1 };
        await audit.record(trx, grant, { action: 'ai_provider.update', target: targetOf(after), details });
        return presentProvider(after);
      });
    },

    async delete(grant, id) {
      const row = await change(async (trx) => {
        const row = await repo.deleteProvider(trx, id);
        if (!row) throw notFound();
        const details = { wasActive: row.is_active === 1 };
        await audit.record(trx, grant, { action: 'ai_provider.delete', target: targetOf(row), details });
        return row;
      });
      return { id, wasActive: row.is_active === 1, status: 'deleted', deletedAtUtc: toTimestamp(clock.now()) };
    },

    test: createProviderTest({
      outbound,
      describeImage,
      async findStored(id) {
        const row = id && (await repo.findProvider(db, id));
        if (!row) throw notFound();
        return {
          apiBaseUrl: row.api_base_url,
          modelName: row.model_name,
          systemPrompt: row.system_prompt,
          openKey: () => openKey(row),
        };
      },
    }),

    hasActive: async () => (await repo.findActiveProvider(db)) !== undefined,

    async findActive() {
      const row = await repo.findActiveProvider(db);
      return (
        row && {
          apiBaseUrl: row.api_base_url,
          apiKey: openKey(row),
          modelName: row.model_name,
          systemPrompt: row.system_prompt,
        }
      );
    },
  };
}

const keyContext = SEALED_COLUMNS.aiProviderKey.contextOf;

const FIELDS = ['name', 'apiBaseUrl', 'apiKey', 'modelName', 'defaultSystemPrompt', 'isActive'] as const;

const targetOf = ({ id, name }: repo.AiProviderRow): AuditTarget => ({ kind: 'aiProvider', id, name });

const notFound = (): AppError => new AppError('ai_provider_profile_not_found');

const byActivityAndName = (a: repo.AiProviderRow, b: repo.AiProviderRow): number =>
  b.is_active - a.is_active || (a.normalized_name < b.normalized_name ? -1 : 1);

function nameColumns(text: string | null | undefined) {
  const name = requiredText(text, 'ai_provider_profile_name_required', 'name');
  return { name, normalized_name: repo.normalizeName(name) };
}
