import type { Clock } from '../../core/clock.ts';
import type { Outbound } from '../../core/outbound.ts';
import type { Secret } from '../../core/secret.ts';
import { isStorageKey } from '../keys.ts';
import type { Storage } from '../storage.ts';
import { createGithubClient } from './client.ts';
import { createCommits } from './commits.ts';
import type { GithubConfiguration } from './configuration.ts';
import { checkAccess, deleteFile, replaceFile } from './contents.ts';
import { namedBy, OtherBytes } from './faults.ts';
import { commitBlob, createBlob } from './git-data.ts';
import { createReader, MAX_FILE_BYTES } from './reading.ts';
import { type SpoolFolder, spool } from './spool.ts';
import { findFolder, walkTree } from './tree.ts';

/** Up to this size a file is committed with one request. */
const SMALL_FILE_BYTES = 1024 * 1024;

export interface GithubStorageOptions {
  readonly configuration: GithubConfiguration;
  /** Without one, nothing can be written. */
  readonly token: Secret<string> | undefined;
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** How long GitHub may be silent. */
  readonly timeoutMs: number;
  /** For files that are too large for the memory. */
  readonly openFolder: () => Promise<SpoolFolder>;
  /** For commits for which nobody gave a message: `{operation}`, `{path}` and `{fileName}` are filled in. */
  readonly commitMessageTemplate?: string;
}

/**
 * Objects as files of a GitHub repository, one commit each. A key is the path from the top of the repository: the
 * folder of the configuration is a part of it since it was made, so that objects are found when that folder changes.
 */
export function createGithubStorage({
  configuration,
  token,
  outbound,
  clock,
  timeoutMs,
  openFolder,
  commitMessageTemplate = 'chore(nekohub): {operation} {path}',
}: GithubStorageOptions): Storage {
  const client = createGithubClient({ configuration, token, outbound, clock, timeoutMs });
  const { owner, repo, ref } = client.repository;
  const commits = createCommits(clock);
  const isForEverybody = configuration.visibilityPolicy === 'public-only' && token === undefined;
  const readFile = createReader(client, isForEverybody ? configuration.rawBaseUrl : undefined);

  const messageOf = (operation: 'upload' | 'delete', path: string): string => {
    const values: Readonly<Record<string, string>> = { operation, path, filename: path.split('/').at(-1) ?? path };
    return commitMessageTemplate.replace(
      /\{(operation|path|fileName)\}/gi,
      (_all, name: string) => values[name.toLowerCase()] ?? '',
    );
  };

  const pathOf = (key: string): string => {
    if (!isStorageKey(key)) throw new Error('Not a storage key.');
    return key;
  };

  return {
    name: 'github-repo',
    location: `${[configuration.apiBaseUrl, owner, repo].join('/').toLowerCase()}@${ref}`,

    async write(key, chunks, facts) {
      const path = pathOf(key);
      await using file = await spool(chunks, openFolder, {
        maxMemoryBytes: SMALL_FILE_BYTES,
        maxBytes: MAX_FILE_BYTES,
      });
      const { bytes } = file;
      const message = facts?.commitMessage ?? messageOf('upload', path);
      try {
        if (bytes) await commits.run(() => replaceFile(client, path, bytes, message));
        else {
          const blob = await createBlob(client, file);
          await commits.run(() => commitBlob(client, path, blob, message));
        }
      } catch (error) {
        // What was committed is not what was sent.
        if (error instanceof OtherBytes)
          await commits.run(() => deleteFile(client, path, messageOf('delete', path))).catch(() => {});
        throw namedBy('storage_provider_upsert_failed', error);
      }
    },

    async read(key, range) {
      try {
        return await readFile(pathOf(key), range);
      } catch (error) {
        throw namedBy('storage_provider_read_failed', error);
      }
    },

    async remove(key, facts) {
      const path = pathOf(key);
      const message = facts?.commitMessage ?? messageOf('delete', path);
      try {
        await commits.run(() => deleteFile(client, path, message));
      } catch (error) {
        throw namedBy('storage_provider_delete_failed', error);
      }
    },

    async *list(prefix) {
      try {
        const folder = await findFolder(client, prefix.replace(/\/$/, ''));
        if (folder === undefined || folder === 'file') return;
        for await (const { path, isDirectory, size } of walkTree(client, folder, Number.POSITIVE_INFINITY)) {
          const key = prefix + path;
          if (!isDirectory && size !== undefined && isStorageKey(key)) yield { key, size };
        }
      } catch (error) {
        throw namedBy('storage_provider_directory_list_failed', error);
      }
    },

    check: () => checkAccess(client),
  };
}
