import type { Config } from '../../config/config.ts';
import type { SettingsOfGroup } from '../../config/in-force.ts';
import { type Clock, SECOND } from '../../core/clock.ts';
import type { Warning } from '../../core/warnings.ts';
import { type Db, pingDatabase } from '../../db/database.ts';
import type { Storages } from '../../storage/storages.ts';
import type { Setup } from '../auth/service.ts';

const CHECK_TIMEOUT_MS = 5 * SECOND;
/** Anybody may ask, and a store counts or charges what it is asked. */
const STORE_CHECKED_EVERY_MS = 10 * SECOND;

export interface System {
  bootstrap(): Promise<{
    apiKeyRequired: boolean;
    apiKeysEnabled: boolean;
    maxUploadSizeBytes: number;
    allowedContentTypes: string[];
    setupRequired: boolean;
    minPasswordLength: number;
    galleryEnabled: boolean;
    version: string;
  }>;
  warnings(): readonly Warning[];
  /** Those that this process was started with. */
  settings(): readonly SettingsOfGroup[];
  /** The store's answer may be some seconds old. */
  readiness(): Promise<{ status: 'ok' | 'unavailable'; checks: Record<string, 'ok' | 'unavailable'> }>;
}

export interface SystemOptions {
  readonly config: Config;
  readonly version: string;
  readonly db: Db;
  readonly clock: Clock;
  readonly storages: Pick<Storages, 'forWriting'>;
  readonly setup: Setup;
}

export function createSystem({ config, version, db, clock, storages, setup }: SystemOptions): System {
  // Asked until it is done; after that there is always a user.
  let setupDone = false;
  const storeAnswers = checkedSeldom(clock, async () => (await storages.forWriting(null)).storage.check());
  return {
    async bootstrap() {
      setupDone ||= !(await setup.isRequired());
      return {
        apiKeyRequired: config.apiKeys.advertised,
        apiKeysEnabled: config.apiKeys.enabled,
        maxUploadSizeBytes: config.assets.maxUploadSizeBytes,
        allowedContentTypes: [...config.assets.allowedContentTypes],
        setupRequired: !setupDone,
        minPasswordLength: config.passwords.minLength,
        galleryEnabled: config.gallery.enabled,
        version,
      };
    },
    warnings: () => config.warnings,
    settings: () => config.inForce,
    async readiness() {
      const [database, store] = await Promise.all([answers(pingDatabase(db)), storeAnswers()]);
      const ready = database === 'ok' && store === 'ok';
      return { status: ready ? 'ok' : 'unavailable', checks: { database, storage: store } };
    },
  };
}

/** Asks anew when the last answer is old, and never while a former question has none. */
function checkedSeldom(clock: Clock, check: () => Promise<void>): () => Promise<'ok' | 'unavailable'> {
  let asking: Promise<void> | undefined;
  let last: { readonly at: number; readonly answer: Promise<'ok' | 'unavailable'> } | undefined;
  return () => {
    const at = clock.now();
    if (last && at - last.at >= 0 && at - last.at < STORE_CHECKED_EVERY_MS) return last.answer;
    asking ??= check().finally(() => {
      asking = undefined;
    });
    last = { at, answer: answers(asking) };
    return last.answer;
  };
}

async function answers(question: Promise<unknown>): Promise<'ok' | 'unavailable'> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([question, timeout]);
    return 'ok';
  } catch {
    return 'unavailable';
  } finally {
    clearTimeout(timer);
  }
}
