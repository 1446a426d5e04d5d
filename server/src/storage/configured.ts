import type { Config } from '../config/config.ts';
import { openLocalStorage } from './local.ts';
import type { ConfiguredStorage } from './storages.ts';

/** The stores that settings alone describe. */
export function configuredStorages(config: Config['storage']): {
  readonly configured: ConfiguredStorage;
  readonly former: readonly ConfiguredStorage[];
  readonly waiting: ConfiguredStorage;
} {
  const local: ConfiguredStorage = {
    traits: { provider: 'local', keyPrefix: '', keepsPrivate: true, redirects: false, publicBaseUrl: undefined },
    open: () => openLocalStorage({ rootPath: config.localRootPath, createRoot: config.createLocalRoot }),
  };
  return { configured: local, former: [], waiting: local };
}
