import type { Config } from '../../config/config.ts';
import type { SettingsOfGroup } from '../../config/in-force.ts';
import type { Warning } from '../../core/warnings.ts';
import { type Db, pingDatabase } from '../../db/database.ts';
import type { Storages } from '../../storage/storages.ts';
import type { Setup } from '../auth/service.ts';

const CHECK_TIMEOUT_MS = 5000;

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
  readiness(): Promise<{ status: 'ok' | 'unavailable'; checks: Record<string, 'ok' | 'unavailable'> }>;
}

export interface SystemOptions {
  readonly config: Config;
  readonly version: string;
  readonly db: Db;
  readonly storages: Pick<Storages, 'forWriting'>;
  readonly setup: Setup;
}

export function createSystem({ config, version, db, storages, setup }: SystemOptions): System {
  // Asked until it is done; after that there is always a user.
  let setupDone = false;
  const checkStorage = async () => (await storages.forWriting(null)).storage.check();
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
      const [database, store] = await Promise.all([answers(pingDatabase(db)), answers(checkStorage())]);
      const ready = database === 'ok' && store === 'ok';
      return { status: ready ? 'ok' : 'unavailable', checks: { database, storage: store } };
    },
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
