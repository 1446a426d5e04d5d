import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { AppError } from '../../core/errors.ts';
import { type ByteRange, damagedObject, type ObjectBody, rangeStart } from '../storage.ts';
import type { GithubClient } from './client.ts';
import { isRefusal, transportFault } from './faults.ts';
import { encodePath } from './paths.ts';

/** A file as it is, of any size that the API gives. */
const RAW = 'application/vnd.github.raw+json';
/** Up to this size the whole is simpler than a stream. */
const WHOLE_READ_BYTES = 256 * 1024;
/** The API gives no larger files, and takes none. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

interface Answer {
  readonly contentType: string;
  /** Where the body begins in the file. */
  readonly start: number;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** Reads files of a repository. */
export type ReadFile = (path: string, range: ByteRange) => Promise<ObjectBody | undefined>;

/** @param rawBaseUrl from where files that everybody may see are read without a token; undefined: through the API */
export function createReader(client: GithubClient, rawBaseUrl: string | undefined): ReadFile {
  const { owner, repo, ref } = client.repository;

  const throughApi = async (path: string, method: string, headers: Record<string, string>): Promise<Answer> => {
    const answer = await client.open({
      route: `${method} /repos/{owner}/{repo}/contents/{path}`,
      parameters: { path, ref },
      headers: { accept: RAW, ...headers },
      maxBodyBytes: MAX_FILE_BYTES,
    });
    const body = answer.data instanceof ReadableStream ? answer.data : null;
    const { 'content-type': contentType = '', 'content-range': contentRange } = answer.headers;
    return { contentType: String(contentType), start: startOf(answer.status, contentRange?.toString()), body };
  };

  const fromRaw = async (path: string, method: string, headers: Record<string, string>): Promise<Answer> => {
    const url = `${rawBaseUrl}/${owner}/${repo}/${encodePath(ref)}/${encodePath(path)}`;
    const answer = await client.openRaw(url, { method, headers }, MAX_FILE_BYTES);
    const start = startOf(answer.status, answer.headers.get('content-range') ?? undefined);
    return { contentType: '', start, body: answer.body };
  };

  const open = async (path: string, { start, end }: ByteRange): Promise<Answer | undefined> => {
    const method = end < start ? 'HEAD' : 'GET';
    const headers: Record<string, string> = method === 'GET' ? { range: `bytes=${start}-${end}` } : {};
    try {
      if (rawBaseUrl !== undefined) return await fromRaw(path, method, headers);
    } catch (error) {
      // What was just written may not have arrived there.
      if (isRefusal(error, 416)) throw damagedObject();
      if (!isRefusal(error, 404)) throw error;
    }
    try {
      const answer = await throughApi(path, method, headers);
      if (!answer.contentType.startsWith('application/json')) return answer;
      await answer.body?.cancel();
      return undefined; // The list of a folder.
    } catch (error) {
      if (isRefusal(error, 404)) return undefined;
      if (isRefusal(error, 416)) throw damagedObject();
      throw error;
    }
  };

  return async (path, range) => {
    const answer = await open(path, range);
    if (answer === undefined) return undefined;
    const length = range.end - range.start + 1;
    if (length <= 0) {
      await answer.body?.cancel();
      return Buffer.alloc(0);
    }
    const before = range.start - answer.start;
    // Also when it is not said where a part begins.
    if (!(before >= 0)) {
      await answer.body?.cancel();
      throw damagedObject();
    }
    const part = cut(answer.body, before, length);
    return length > WHOLE_READ_BYTES ? Readable.from(part, { objectMode: false }) : buffer(part);
  };
}

/** Most answers are whole: the API knows no ranges. A part says which one it is. */
const startOf = (status: number, contentRange: string | undefined): number =>
  status === 206 ? rangeStart(contentRange ?? '') : 0;

/** `length` bytes from `skip` on. What comes after is not read. */
async function* cut(body: ReadableStream<Uint8Array> | null, skip: number, length: number): AsyncGenerator<Buffer> {
  let before = skip;
  let left = length;
  try {
    for await (const chunk of body ?? []) {
      const from = Math.min(before, chunk.length);
      before -= from;
      const taken = chunk.subarray(from, from + left);
      left -= taken.length;
      if (taken.length > 0) yield Buffer.from(taken.buffer, taken.byteOffset, taken.length);
      if (left === 0) return;
    }
  } catch (error) {
    throw error instanceof AppError ? transportFault(error) : error;
  }
  throw damagedObject();
}
