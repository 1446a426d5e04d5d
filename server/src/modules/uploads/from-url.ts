import type { Grant } from '../../core/actor.ts';
import { SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Outbound } from '../../core/outbound.ts';
import { SNIFF_BYTES, sniffType } from '../../imaging/inspect.ts';
import type { Asset } from '../assets/schema.ts';
import type { Assets, LinkBase, NewAsset } from '../assets/service.ts';

const TIMEOUT_MS = 60 * SECOND;
const MAX_REDIRECTS = 3;
const MAX_NAME_CHARACTERS = 512;

export interface FromUrlOptions {
  readonly assets: Pick<Assets, 'check' | 'store' | 'create'>;
  readonly outbound: Pick<Outbound, 'fetch'>;
  readonly maxUploadSizeBytes: number;
}

interface Wanted {
  readonly url: string;
  /** The file name is the last part of the address when it is undefined. */
  readonly asset: Omit<NewAsset, 'fileName'> & { readonly fileName: string | undefined };
  readonly base: LinkBase;
  readonly signal: AbortSignal;
}

/** Loads a picture from an address that somebody typed. What kind it is, its bytes say. */
export async function uploadFromUrl(
  { assets, outbound, maxUploadSizeBytes }: FromUrlOptions,
  grant: Grant<'assets.create'>,
  { url, asset, base, signal }: Wanted,
): Promise<Asset> {
  const wanted: NewAsset = { ...asset, fileName: asset.fileName ?? nameIn(url) };
  await assets.check(grant, wanted);
  const limits = { timeoutMs: TIMEOUT_MS, maxResponseBytes: maxUploadSizeBytes, maxRedirects: MAX_REDIRECTS };
  const response = await outbound.fetch(url, { headers: { accept: 'image/*' }, signal }, limits).catch(nameSetting);
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel();
    throw new AppError('upload_url_failed', `The address answered with the status ${response.status}.`, {
      field: 'url',
    });
  }
  const { head, chunks, end } = await beginning(response.body);
  try {
    const contentType = sniffType(head)?.contentType;
    if (!contentType) {
      throw new AppError('asset_content_invalid', 'There is no picture of a known type at this address.', {
        field: 'url',
      });
    }
    const stored = await assets.store(grant, { name: wanted.fileName, contentType, chunks, known: wanted });
    return await assets.create(grant, stored, wanted, base);
  } finally {
    await end();
  }
}

/** The sentence of the guard names the setting of services, which opens nothing here. */
function nameSetting(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'outbound_address_not_allowed') throw error;
  const message = 'The address is not public. The operator can allow it with Mcp__UploadFromUrl__AllowedNetworks.';
  throw new AppError(error.code, message, { field: 'url' });
}

/**
 * The first bytes of a body, and all of it. `end` lets go of what was not read: the address holds its place until then,
 * and a generator that nobody has begun to read has nothing to clean up with.
 */
async function beginning(body: ReadableStream<Uint8Array>) {
  const parts: Buffer[] = [];
  const reader = body.getReader();
  let length = 0;
  while (length < SNIFF_BYTES) {
    const next = await reader.read();
    if (next.done) break;
    parts.push(Buffer.from(next.value));
    length += next.value.length;
  }
  const head = Buffer.concat(parts);
  async function* all(): AsyncGenerator<Buffer, void, undefined> {
    yield head;
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield Buffer.from(next.value);
  }
  // A body that broke off tells so to whoever reads it.
  return { head, chunks: all(), end: () => reader.cancel().catch(() => {}) };
}

function nameIn(url: string): string {
  const { pathname = '' } = URL.canParse(url) ? new URL(url) : {};
  const last = pathname.slice(pathname.lastIndexOf('/') + 1, pathname.length);
  try {
    return decodeURIComponent(last).slice(0, MAX_NAME_CHARACTERS) || 'picture';
  } catch {
    return 'picture';
  }
}
