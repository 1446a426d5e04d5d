import type { Grant } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import { makeContactSheet, readTile } from '../../imaging/contact-sheet.ts';
import type { DerivativeKind } from '../../imaging/derivatives.ts';
import type { Imaging } from '../../imaging/picture.ts';
import type { SmallFile } from '../../imaging/small-file.ts';
import { type Region, type ViewLimits, viewPicture } from '../../imaging/view.ts';
import { openWorkFolder, type WorkFolder } from '../../imaging/work-folder.ts';
import { notFound } from './naming.ts';
import type { Original, Pictures } from './pictures.ts';

/** How much of a picture is shown. */
export const DETAILS = {
  low: { maxSide: 512, maxBytes: 60_000 },
  high: { maxSide: 1568, maxBytes: 400_000 },
} as const satisfies Record<string, ViewLimits>;

export type Detail = keyof typeof DETAILS;

export const MAX_SHEET_PICTURES = 24;
const MAX_SHEET_BYTES = 400_000;

/** Pictures to be looked at by somebody who pays by the pixel. */
export interface Views {
  /** @throws AppError `asset_not_found`, `asset_content_missing`, and what keeps a picture from being decoded */
  view(
    grant: Grant<'assets.read'>,
    id: AssetId,
    request: { readonly detail: Detail; readonly region?: Region | undefined },
    signal: AbortSignal,
  ): Promise<SmallFile>;
  /**
   * Several pictures in one, numbered from 1 in the order of `ids`. A picture that cannot be shown leaves its place
   * grey; `missing` holds its index.
   */
  sheet(
    grant: Grant<'assets.read'>,
    ids: readonly AssetId[],
    signal: AbortSignal,
  ): Promise<{ readonly sheet: SmallFile; readonly missing: ReadonlySet<number> }>;
}

export interface ViewsOptions {
  readonly pictures: Pick<Pictures, 'find' | 'read'>;
  readonly imaging: Imaging;
  readonly workPath: string;
}

export function createViews({ pictures, imaging, workPath }: ViewsOptions): Views {
  /** The original, or a smaller copy of it that does as well. */
  const receive = async (
    work: WorkFolder,
    original: Original,
    kinds: readonly DerivativeKind[],
    signal: AbortSignal,
  ) => {
    const copy = kinds.flatMap((kind) => original.derivatives.find((derivative) => derivative.kind === kind) ?? [])[0];
    return work.receive(await pictures.read(copy ?? original), signal);
  };

  const tileOf = async (work: WorkFolder, id: AssetId, signal: AbortSignal) => {
    try {
      const original = await pictures.find(id);
      return (
        original && (await readTile(imaging, await receive(work, original, ['webp_256', 'webp_640'], signal), signal))
      );
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  };

  return {
    async view(_grant, id, { detail, region }, signal) {
      const original = await pictures.find(id);
      if (!original) throw notFound(id);
      await using work = await openWorkFolder(workPath);
      const path = await receive(work, original, detail === 'low' && !region ? ['webp_640'] : [], signal);
      return await viewPicture(imaging, path, DETAILS[detail], region, signal);
    },

    async sheet(_grant, ids, signal) {
      await using work = await openWorkFolder(workPath);
      const tiles = [];
      // One after another: a sheet must not take the memory of everybody else's pictures.
      for (const id of ids) {
        signal.throwIfAborted();
        tiles.push(await tileOf(work, id, signal));
      }
      const missing = new Set(tiles.flatMap((tile, index) => (tile ? [] : [index])));
      return { sheet: await makeContactSheet(tiles, MAX_SHEET_BYTES), missing };
    },
  };
}
