import { randomBytes } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { type Actor, authorize, type ClientInfo, type Grant } from '../../core/actor.ts';
import { type Clock, MINUTE, toTimestamp } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { newId, type StorageProfileId } from '../../core/ids.ts';
import { matching } from '../../core/matching.ts';
import type { Db } from '../../db/database.ts';
import { lockForTransaction } from '../../db/dialects.ts';
import type { ApiKeys } from '../api-keys/service.ts';
import type { Asset } from '../assets/schema.ts';
import type { Assets, LinkBase, NewAsset, StoredImage } from '../assets/service.ts';
import { uploadFromUrl } from './from-url.ts';
import * as repo from './repo.ts';

const TTL_MS = 15 * MINUTE;
const TOKEN_BYTES = 32;
/** Of one key, not used and not expired. */
const MAX_OPEN_TICKETS = 200;
const CHANGE_LOCK = 0x7469636b;

const AssetTexts = Type.Object({
  fileName: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  altText: Type.Union([Type.String(), Type.Null()]),
  isPublic: Type.Boolean(),
  storageProfileId: Type.Union([Type.String(), Type.Null()]),
});

/** The file that a ticket is for. */
export interface TicketRequest {
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  /** 64 lower-case hex digits. */
  readonly checksumSha256: string | null;
}

export interface Ticket {
  /** Opens one upload; only its hash is kept. */
  readonly token: string;
  readonly expiresAtUtc: string;
}

/** A file that comes with a ticket. */
export interface TicketUpload {
  /** As the request says it; undefined when it does not. */
  readonly size: number | undefined;
  readonly contentType: string | undefined;
  readonly chunks: AsyncIterable<Buffer>;
}

/** Ways for files of agents, whose words are no place for bytes. */
export interface Uploads {
  /**
   * Lets one file of this size and type in, within 15 minutes, for the key that asks.
   * @throws AppError `upload_tickets_too_many`, `asset_file_too_large`, and as `Assets.check`
   */
  issue(grant: Grant<'assets.create'>, file: TicketRequest, asset: NewAsset): Promise<Ticket>;
  /**
   * Takes the file in. The ticket is used up as soon as the file begins, also when it turns out to be another one.
   * @throws AppError `upload_ticket_invalid`, `upload_size_mismatch`, `upload_type_mismatch`, `upload_checksum_mismatch`,
   * `api_key_…` when the key is not good any more, and as `Assets.store`
   */
  redeem(token: string, upload: TicketUpload, client: ClientInfo, base: LinkBase): Promise<Asset>;
  /** Loads a picture from somewhere else. @throws AppError `outbound_…`, `upload_url_failed`, and as `Assets.store` */
  fromUrl(
    grant: Grant<'assets.create'>,
    url: string,
    asset: Omit<NewAsset, 'fileName'> & { readonly fileName: string | undefined },
    base: LinkBase,
    signal: AbortSignal,
  ): Promise<Asset>;
  /** Removes what is over. */
  tidy(): Promise<void>;
}

export interface UploadsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly assets: Pick<Assets, 'check' | 'store' | 'create' | 'discard'>;
  readonly apiKeys: Pick<ApiKeys, 'recall'>;
  readonly outbound: Parameters<typeof uploadFromUrl>[0]['outbound'];
  readonly maxUploadSizeBytes: number;
}

export function createUploads({ db, clock, assets, apiKeys, outbound, maxUploadSizeBytes }: UploadsOptions): Uploads {
  return {
    async issue(grant, { size, contentType, checksumSha256 }, asset) {
      if (size > maxUploadSizeBytes) {
        throw new AppError('asset_file_too_large', `At most ${maxUploadSizeBytes} bytes are allowed.`, {
          field: 'size',
        });
      }
      await assets.check(grant, asset);
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const now = clock.now();
      const keyName = keyNameOf(grant.actor);
      const { fileName, description, altText, isPublic, storageProfileId } = asset;
      await db.transaction().execute(async (trx) => {
        await lockForTransaction(trx, CHANGE_LOCK);
        if ((await repo.countOpenTickets(trx, keyName, now)) >= MAX_OPEN_TICKETS) {
          throw new AppError('upload_tickets_too_many');
        }
        await repo.insertTicket(trx, {
          id: newId(),
          token_hash: sha256Hex(token),
          key_name: keyName,
          size,
          content_type: contentType.trim().toLowerCase(),
          checksum_sha256: checksumSha256,
          asset_json: JSON.stringify({ fileName, description, altText, isPublic, storageProfileId }),
          expires_at: now + TTL_MS,
          used_at: null,
        });
      });
      return { token, expiresAtUtc: toTimestamp(now + TTL_MS) };
    },

    async redeem(token, upload, client, base) {
      const ticket = await repo.findTicket(db, sha256Hex(token), clock.now());
      if (!ticket) throw new AppError('upload_ticket_invalid');
      // What the request itself says is held against the ticket first, so that a slip of the hand does not use it up.
      checkSaid(upload, ticket);
      const actor = await apiKeys.recall(ticket.key_name, client);
      if (!actor) throw new AppError('upload_ticket_invalid');
      const grant = authorize({ actor, client }, 'assets.create');
      if (!(await repo.useTicket(db, ticket.id, clock.now()))) throw new AppError('upload_ticket_invalid');
      const asset = await assetOf(ticket);
      const chunks = upTo(ticket.size, upload.chunks);
      const { content_type: contentType } = ticket;
      const stored = await assets.store(grant, { name: asset.fileName, contentType, chunks, known: asset });
      const wrong = mismatchOf(stored, ticket);
      if (wrong) {
        await assets.discard(stored);
        throw wrong;
      }
      return assets.create(grant, stored, asset, base);
    },

    fromUrl: (grant, url, asset, base, signal) =>
      uploadFromUrl({ assets, outbound, maxUploadSizeBytes }, grant, { url, asset, base, signal }),

    tidy: () => repo.removeOldTickets(db, clock.now()),
  };
}

/** Only keys make tickets: a session that ends would leave one behind. */
function keyNameOf(actor: Actor): string {
  if (actor.kind === 'managedKey' || actor.kind === 'environmentKey') return actor.name;
  throw new AppError('api_key_missing');
}

async function assetOf({ asset_json: json }: repo.TicketRow): Promise<NewAsset> {
  const asset: Static<typeof AssetTexts> | undefined = await matching(AssetTexts, JSON.parse(json));
  if (!asset) throw new Error('An upload ticket holds something else.');
  const storageProfileId = asset.storageProfileId as StorageProfileId | null;
  return { ...asset, storageProfileId, runEnrichment: true };
}

function checkSaid({ size, contentType }: TicketUpload, ticket: repo.TicketRow): void {
  if (size !== undefined && size !== ticket.size) throw sizeMismatch(ticket.size);
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type && type !== ticket.content_type) {
    throw new AppError('upload_type_mismatch', `The ticket is for ${ticket.content_type}.`, { field: 'content-type' });
  }
}

async function* upTo(size: number, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > size) throw sizeMismatch(size);
    yield chunk;
  }
}

function mismatchOf({ size, checksumSha256 }: StoredImage, ticket: repo.TicketRow): AppError | undefined {
  if (size !== ticket.size) return sizeMismatch(ticket.size);
  const isOther = ticket.checksum_sha256 !== null && ticket.checksum_sha256 !== checksumSha256;
  return isOther ? new AppError('upload_checksum_mismatch') : undefined;
}

const sizeMismatch = (size: number): AppError =>
  new AppError('upload_size_mismatch', `The ticket is for a file of ${size} bytes.`, { field: 'content-length' });
