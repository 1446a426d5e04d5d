import type { Grant } from '../../core/actor.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { StorageProfileId } from '../../core/ids.ts';
import type { Outbound } from '../../core/outbound.ts';
import { Secret } from '../../core/secret.ts';
import type { Db } from '../../db/database.ts';
import { browseFolder, checkBrowse, rawUrlOf } from '../../storage/github/browse.ts';
import { createGithubClient, type GithubClient } from '../../storage/github/client.ts';
import { type Commits, createCommits } from '../../storage/github/commits.ts';
import { checkGithubConfiguration, type GithubConfiguration } from '../../storage/github/configuration.ts';
import { pathBelow } from '../../storage/github/paths.ts';
import { checkUpsert, upsertFile } from '../../storage/github/upsert.ts';
import type { Audit } from '../audit/service.ts';
import type { ProfileContents } from './contents.ts';
import type * as schema from './github-schema.ts';
import { configurationOf } from './present.ts';
import { findProfile } from './repo.ts';

/** What is in the repository of a profile, also what no picture is kept in. */
export interface GithubRepositories {
  /** @throws AppError `storage_provider_*` */
  browse(
    grant: Grant<'providers.read'>,
    id: StorageProfileId,
    query: schema.GithubBrowseRequest,
  ): Promise<schema.GithubBrowsed>;
  /** @throws AppError `storage_provider_*` */
  upsert(
    grant: Grant<'providers.update'>,
    id: StorageProfileId,
    body: schema.GithubUpsertRequest,
  ): Promise<schema.GithubUpserted>;
}

export interface GithubRepositoriesOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly contents: Pick<ProfileContents, 'secretsOf'>;
  readonly outbound: Outbound;
  /** How long GitHub may be silent. */
  readonly timeoutMs: number;
}

interface Opened {
  readonly name: string;
  readonly configuration: GithubConfiguration;
  readonly client: GithubClient;
}

export function createGithubRepositories(options: GithubRepositoriesOptions): GithubRepositories {
  const { db, clock, audit, contents, outbound, timeoutMs } = options;
  const lines = new Map<StorageProfileId, Commits>();

  /** A line for each repository: one that hangs holds up no other. */
  const commitsOf = (id: StorageProfileId): Commits => {
    const commits = lines.get(id) ?? createCommits(clock);
    lines.set(id, commits);
    return commits;
  };

  const open = async (id: StorageProfileId): Promise<Opened> => {
    const row = await findProfile(db, id);
    if (!row) throw new AppError('storage_provider_profile_not_found');
    if (row.is_enabled !== 1) throw new AppError('storage_provider_profile_disabled');
    if (row.provider_type !== 'github-repo') throw new AppError('storage_provider_profile_provider_type_mismatch');
    const { token } = contents.secretsOf(row);
    const given = typeof token === 'string' ? token : undefined;
    const configuration = checkGithubConfiguration(configurationOf(row), outbound);
    const secret = given === undefined ? undefined : new Secret(given);
    return {
      name: row.name,
      configuration,
      client: createGithubClient({ configuration, token: secret, outbound, clock, timeoutMs }),
    };
  };

  return {
    async browse(_grant, id, query) {
      const { configuration, client } = await open(id);
      const browse = checkBrowse(query);
      const { items, total, hasMore } = await browseFolder(client, configuration, browse);
      const { path: _path, ...asked } = browse;
      return {
        profileId: id,
        requestedPath: query.path ?? '',
        ...asked,
        total,
        hasMore,
        ...visibilityOf(configuration),
        items: [...items],
      };
    },

    async upsert(grant, id, body) {
      const { name, configuration, client } = await open(id);
      const upserted = await upsertFile(client, commitsOf(id), configuration, checkUpsert(body));
      const { path, operation } = upserted;
      await db.transaction().execute((trx) => {
        const target = { kind: 'storageProfile', id, name } as const;
        return audit.record(trx, grant, { action: 'storage_profile.put_file', target, details: { path, operation } });
      });
      const publicUrl = rawUrlOf(configuration, pathBelow(configuration.basePath, path));
      return { profileId: id, ...upserted, ...visibilityOf(configuration), publicUrl };
    },
  };
}

const visibilityOf = ({ visibilityPolicy }: GithubConfiguration) => ({
  visibilityPolicy,
  usesControlledRead: visibilityPolicy === 'private-token',
});
