import { createHash, type Hash } from 'node:crypto';
import Type from 'typebox';
import type { GithubClient } from './client.ts';
import { GithubRefusal, isRefusal, OtherBytes } from './faults.ts';

const GIT = '/repos/{owner}/{repo}/git';
const FAILED = 'storage_provider_upsert_failed';

const Sha = Type.String({ minLength: 1 });
const ShaSchema = Type.Object({ sha: Sha });
const RefSchema = Type.Object({ object: ShaSchema });
const CommitSchema = Type.Object({ tree: ShaSchema });

const HEAD = Buffer.from('{"encoding":"base64","content":"');
const TAIL = Buffer.from('"}');

/** A source of known length that can be read again. */
export interface Spooled {
  readonly size: number;
  open(): AsyncIterable<Buffer>;
}

/** What git calls bytes by (gitobjects): takes them in, and then tells. @param size how many there will be */
export const blobHash = (size: number): Hash => createHash('sha1').update(`blob ${size}\0`);

/**
 * Stores bytes that no commit has yet, and returns their SHA. What no commit takes over, GitHub removes by itself.
 * @throws OtherBytes; AppError `storage_provider_*`
 */
export async function createBlob(client: GithubClient, { size, open }: Spooled): Promise<string> {
  let hash = blobHash(size);
  const { sha } = await client.ask(
    ShaSchema,
    {
      route: `POST ${GIT}/blobs`,
      upload: {
        bytes: HEAD.length + 4 * Math.ceil(size / 3) + TAIL.length,
        open() {
          hash = blobHash(size);
          return asJson(open(), hash);
        },
      },
    },
    FAILED,
  );
  if (sha !== hash.digest('hex')) throw new OtherBytes();
  return sha;
}

/** Puts a blob at a path, in a commit on top of the branch. @throws GithubRefusal 409 when the branch moved meanwhile */
export async function commitBlob(client: GithubClient, path: string, blob: string, message: string): Promise<void> {
  const branch = `heads/${client.repository.ref}`;
  const {
    object: { sha: parent },
  } = await client.ask(RefSchema, { route: `GET ${GIT}/ref/{ref}`, parameters: { ref: branch } }, FAILED);
  const { tree: base } = await client.ask(
    CommitSchema,
    { route: `GET ${GIT}/commits/{sha}`, parameters: { sha: parent } },
    FAILED,
  );
  const entry = { path, mode: '100644', type: 'blob', sha: blob };
  const tree = await client.ask(
    ShaSchema,
    { route: `POST ${GIT}/trees`, parameters: { base_tree: base.sha, tree: [entry] } },
    FAILED,
  );
  const commit = await client.ask(
    ShaSchema,
    { route: `POST ${GIT}/commits`, parameters: { message, tree: tree.sha, parents: [parent] } },
    FAILED,
  );
  try {
    await client.ask(
      Type.Unknown(),
      { route: `PATCH ${GIT}/refs/{ref}`, parameters: { ref: branch, sha: commit.sha, force: false } },
      FAILED,
    );
  } catch (error) {
    // "Update is not a fast forward".
    throw isRefusal(error, 422) ? new GithubRefusal(409) : error;
  }
}

/** base64 in pieces: of three bytes come four characters, so what is over waits for the next chunk. */
async function* asJson(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  yield HEAD;
  let over: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    hash.update(chunk);
    const bytes = over.length > 0 ? Buffer.concat([over, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % 3);
    if (whole > 0) yield Buffer.from(bytes.toString('base64', 0, whole));
    over = bytes.subarray(whole);
  }
  if (over.length > 0) yield Buffer.from(over.toString('base64'));
  yield TAIL;
}
