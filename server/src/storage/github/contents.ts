import Type, { type Static } from 'typebox';
import { AppError } from '../../core/errors.ts';
import type { GithubClient } from './client.ts';
import { GithubRefusal, isRefusal, OtherBytes, unexpectedAnswer } from './faults.ts';
import { blobHash } from './git-data.ts';

const CONTENTS = '/repos/{owner}/{repo}/contents/{path}';

const FileSchema = Type.Object({
  type: Type.String(),
  path: Type.String(),
  sha: Type.String({ minLength: 1 }),
  size: Type.Integer(),
});
const DirectorySchema = Type.Array(Type.Unknown());
const WrittenSchema = Type.Object({ content: FileSchema });

/** A file of a repository. */
export type RepositoryFile = Static<typeof FileSchema>;

/**
 * The file at a path, `'directory'`, or undefined when there is nothing.
 * @throws AppError `storage_provider_*`
 */
export async function findEntry(client: GithubClient, path: string): Promise<RepositoryFile | 'directory' | undefined> {
  try {
    const found = await client.ask(
      Type.Union([DirectorySchema, FileSchema]),
      { route: `GET ${CONTENTS}`, parameters: { path, ref: client.repository.ref } },
      'storage_provider_read_failed',
    );
    return Array.isArray(found) ? 'directory' : found;
  } catch (error) {
    if (isRefusal(error, 404)) return undefined;
    throw error;
  }
}

/**
 * Commits a small file.
 * @param sha of the file that it replaces; undefined: there is none
 * @throws GithubRefusal 409, 422; OtherBytes
 */
export async function putFile(
  client: GithubClient,
  path: string,
  bytes: Buffer,
  message: string,
  sha: string | undefined,
): Promise<RepositoryFile> {
  const { content } = await client.ask(
    WrittenSchema,
    {
      route: `PUT ${CONTENTS}`,
      parameters: {
        path,
        message,
        content: bytes.toString('base64'),
        branch: client.repository.ref,
        // Left out for a new file: a null is refused.
        ...(sha !== undefined && { sha }),
      },
    },
    'storage_provider_upsert_failed',
  );
  if (content.sha !== blobHash(bytes.length).update(bytes).digest('hex')) throw new OtherBytes();
  return content;
}

/** Commits a small file whether it is there or not. @throws GithubRefusal 409 */
export async function replaceFile(
  client: GithubClient,
  path: string,
  bytes: Buffer,
  message: string,
): Promise<RepositoryFile> {
  try {
    return await putFile(client, path, bytes, message, undefined);
  } catch (error) {
    // It wants the SHA of the file that is there: one that is replaced, or this one by a try whose answer was lost.
    if (!isRefusal(error, 422)) throw error;
    const found = await findEntry(client, path);
    if (found === undefined || found === 'directory') throw error;
    return putFile(client, path, bytes, message, found.sha);
  }
}

/** Removes a file; one that is gone counts as removed. @throws GithubRefusal 409, 422 */
export async function deleteFile(client: GithubClient, path: string, message: string): Promise<void> {
  const found = await findEntry(client, path);
  if (found === undefined || found === 'directory') return;
  try {
    await client.ask(
      Type.Unknown(),
      {
        route: `DELETE ${CONTENTS}`,
        parameters: { path, message, sha: found.sha, branch: client.repository.ref },
      },
      'storage_provider_delete_failed',
    );
  } catch (error) {
    if (!isRefusal(error, 404)) throw error;
  }
}

/** @throws AppError `storage_provider_access_denied` when the token may not write, or the branch does not exist */
export async function checkAccess(client: GithubClient): Promise<void> {
  const RepositorySchema = Type.Object({ permissions: Type.Optional(Type.Object({ push: Type.Boolean() })) });
  try {
    const { permissions } = await client.ask(
      RepositorySchema,
      { route: 'GET /repos/{owner}/{repo}' },
      'storage_provider_read_failed',
    );
    if (!client.isAuthenticated || permissions?.push === false) throw new AppError('storage_provider_access_denied');
  } catch (error) {
    if (error instanceof GithubRefusal) throw unexpectedAnswer('storage_provider_read_failed');
    throw error;
  }
}
