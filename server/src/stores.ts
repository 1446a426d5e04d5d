import type { Config } from './config/config.ts';
import type { Clock } from './core/clock.ts';
import { checkOutboundUrl, createOutbound, type Outbound } from './core/outbound.ts';
import type { ResolveHost } from './core/outbound-connector.ts';
import type { Sealer } from './core/sealing.ts';
import type { Db } from './db/database.ts';
import { openWorkFolder } from './imaging/work-folder.ts';
import type { Audit } from './modules/audit/service.ts';
import {
  bootstrapProfile,
  createGithubRepositories,
  createProfileContents,
  createSettingsWarnings,
  createStorageProfiles,
  createTraitsReader,
  type GithubRepositories,
  loadProfiles,
  type ReadTraits,
  type StorageProfiles,
  storesOfSettings,
  type TypeServices,
} from './modules/storage/service.ts';
import { starting } from './start-faults.ts';
import { createS3Agents, isOwnEndpoint } from './storage/s3-agents.ts';
import { createStorages, type Storages } from './storage/storages.ts';

/** Where pictures are kept, and what manages the places. */
export interface Stores {
  readonly storages: Storages;
  readonly profiles: StorageProfiles;
  readonly readTraits: ReadTraits;
  readonly githubRepositories: GithubRepositories;
  close(): Promise<void>;
}

export interface StoresOptions {
  readonly config: Config;
  readonly resolveHost: ResolveHost | undefined;
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly sealer: Sealer;
  readonly log: { warn(message: string): void; error(fields: object, message: string): void };
}

/** Opens the store of the settings, makes it the first profile of a new hub, and reads which others there are. */
export async function openStores(options: StoresOptions): Promise<Stores> {
  const { config, resolveHost, db, clock, audit, sealer, log } = options;
  const opened: Outbound[] = [];
  const openOutbound = (allowedUrls: readonly string[] = []): Outbound => {
    const allowedNetworks = [...config.outbound.allowedNetworks, ...allowedUrls.map(hostOf)];
    const outbound = createOutbound({ ...config.outbound, resolveHost, allowedNetworks });
    opened.push(outbound);
    return outbound;
  };
  const outbound = openOutbound();
  const services = servicesOf(options, outbound);
  const ofSettings = await starting('storage', () => storesOfSettings(config, services, openOutbound));
  const contents = createProfileContents(sealer, services);
  // What is wrong with the folder is said now, not with the first upload.
  await starting('storage', async () => (await ofSettings.configured.open()).close?.());
  await starting('storage', () => bootstrapProfile({ db, clock, audit, contents, ...ofSettings }));
  const storages = createStorages({ clock, log, ...ofSettings, loadProfiles: () => loadProfiles(db, contents) });
  // The first answer already has links, which depend on the profiles.
  await storages.refresh();
  const settings = { ...ofSettings, warningsAbout: createSettingsWarnings(config, ofSettings) };
  const profiles = createStorageProfiles({ db, clock, audit, contents, storages, settings });
  for (const { message } of await profiles.idleSettings()) log.warn(message);
  return {
    storages,
    profiles,
    readTraits: createTraitsReader(contents, storages),
    githubRepositories: createGithubRepositories({
      db,
      clock,
      audit,
      contents,
      outbound,
      timeoutMs: services.timeoutMs,
    }),
    async close() {
      await storages.close();
      await Promise.all(opened.map((each) => each.close()));
    },
  };
}

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '');

/** What stores are opened with. */
function servicesOf(
  {
    config: {
      storage,
      outbound: { allowedNetworks },
      data,
      images,
    },
    resolveHost,
    clock,
  }: StoresOptions,
  outbound: Outbound,
): TypeServices {
  const ownEndpoint = storage.s3?.endpoint;
  const { maxConnections, timeoutMs } = storage;
  const allowed = storage.localAllowedRoots.length > 0 ? storage.localAllowedRoots : [data.path];
  return {
    localPaths: {
      base: data.path,
      allowed: [...allowed, storage.localRootPath],
      reserved: [data.keysPath, images.workPath],
    },
    publicBaseUrl: storage.publicBaseUrl,
    outbound,
    clock,
    timeoutMs,
    openFolder: () => openWorkFolder(images.workPath),
    s3Agents: createS3Agents({ allowedNetworks, ownEndpoint, maxConnections, timeoutMs, resolveHost }),
    checkAddress(url) {
      if (!isOwnEndpoint(url, ownEndpoint)) checkOutboundUrl(url, allowedNetworks);
    },
  };
}
