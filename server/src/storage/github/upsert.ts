import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { GithubClient } from './client.ts';
import type { Commits } from './commits.ts';
import type { GithubConfiguration } from './configuration.ts';
import { findEntry, putFile } from './contents.ts';
import { isRefusal, namedBy } from './faults.ts';
import { pathBelow } from './paths.ts';

/** A file to be written, checked by {@link checkUpsert}. */
export interface Upsert {
  /** Below the folder of the configuration. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly commitMessage: string | undefined;
  /** The SHA that the file must have; undefined: whatever is there gives way. */
  readonly expectedSha: string | undefined;
}

export interface Upserted {
  readonly path: string;
  readonly operation: 'created' | 'updated';
  readonly size: number;
  readonly sha: string;
}

interface Given {
  readonly path?: string | null | undefined;
  readonly contentBase64?: string | null | undefined;
  readonly commitMessage?: string | null | undefined;
  readonly expectedSha?: string | null | undefined;
}

const refusal = (code: ErrorCode, field: string): AppError => new AppError(code, undefined, { field });

/** @throws AppError `storage_provider_upsert_*`, naming the field */
export function checkUpsert(given: Given): Upsert {
  const path = given.path?.trim() ?? '';
  if (path === '') throw refusal('storage_provider_upsert_path_required', 'path');
  const content = given.contentBase64?.trim() ?? '';
  if (content === '') throw refusal('storage_provider_upsert_content_required', 'contentBase64');
  // Buffer.from passes over what is no base64.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(content) || content.length % 4 !== 0) {
    throw refusal('storage_provider_upsert_content_base64_invalid', 'contentBase64');
  }
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length === 0) throw refusal('storage_provider_upsert_content_empty', 'contentBase64');
  return {
    path,
    bytes,
    commitMessage: given.commitMessage?.trim() || undefined,
    expectedSha: given.expectedSha?.trim() || undefined,
  };
}

/** Creates a file or replaces it, in one commit. @throws AppError `storage_provider_*` */
export async function upsertFile(
  client: GithubClient,
  commits: Commits,
  { basePath }: Pick<GithubConfiguration, 'basePath'>,
  { path, bytes, commitMessage, expectedSha }: Upsert,
): Promise<Upserted> {
  const target = pathBelow(basePath, path);
  const relative = pathBelow(null, path);
  if (relative === '') throw refusal('storage_provider_relative_path_invalid', 'path');

  const commit = async (): Promise<Upserted> => {
    const found = await findEntry(client, target);
    if (found === 'directory') throw refusal('storage_provider_file_expected', 'path');
    checkExpected(found?.sha, expectedSha);
    const word = found ? 'update' : 'create';
    const message = commitMessage ?? `chore(nekohub): ${word} ${relative}`;
    const { sha } = await putFile(client, target, bytes, message, found?.sha);
    return { path: relative, operation: found ? 'updated' : 'created', size: bytes.length, sha };
  };
  try {
    return await commits.run(commit);
  } catch (error) {
    // Somebody else was faster every time, so that what is there is not what was expected for long.
    if (expectedSha !== undefined && isRefusal(error, 409)) throw conflict();
    throw namedBy('storage_provider_upsert_failed', error);
  }
}

function checkExpected(sha: string | undefined, expected: string | undefined): void {
  if (expected === undefined) return;
  if (sha === undefined) throw refusal('storage_provider_upsert_expected_sha_target_missing', 'expectedSha');
  if (sha.toLowerCase() !== expected.toLowerCase()) throw conflict();
}

const conflict = (): AppError => refusal('storage_provider_upsert_expected_sha_conflict', 'expectedSha');
