import { link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toConfig } from '../../server/src/config/config.ts';
import { loadSettings } from '../../server/src/config/load.ts';
import { newId } from '../../server/src/core/ids.ts';
import { openDatabase } from '../../server/src/db/database.ts';
import { seedAssets } from './seed.ts';

/** Those that a list shows on a screen of this size; the first is the thumbnail. */
const KINDS = ['webp_256', 'webp_640'] as const;
const AT_ONCE = 500;

/**
 * Adds many assets that look like those that are there: each has the shape, the placeholder and the thumbnails of one of
 * them. These are files under names of their own, so that a browser fetches and decodes each.
 */
export async function seedCopies(settings: Record<string, string>, count: number): Promise<void> {
  const config = toConfig(loadSettings(settings, {}));
  const db = await openDatabase(config.database);
  const models = await db.selectFrom('assets').selectAll().where('thumbnail_key', 'is not', null).execute();
  const thumbnails = await db
    .selectFrom('asset_derivatives')
    .selectAll()
    .where('kind', 'in', KINDS)
    .orderBy('kind')
    .execute();
  const before = await db
    .selectFrom('assets')
    .select((e) => e.fn.max('seq').as('seq'))
    .executeTakeFirst();
  const modelOf = (index: number) => {
    const model = models[index % models.length];
    const files = thumbnails.filter(({ asset_id }) => asset_id === model?.id);
    if (!model || files.length !== KINDS.length) throw new Error('There is no picture to be like.');
    return { model, files };
  };
  await seedAssets(settings, count, (index) => {
    const { width, height } = modelOf(index).model;
    return { width, height };
  });

  const added = await db
    .selectFrom('assets')
    .select(['id', 'seq'])
    .where('seq', '>', before?.seq ?? 0)
    .execute();
  const copies = added.map(({ id }, index) => {
    const { model, files } = modelOf(index);
    const derivatives = files.map((file) => {
      const storage_key = `copies/${index % 256}/${newId().replaceAll('-', '')}.webp`;
      return { from: file.storage_key, row: { ...file, id: newId(), asset_id: id, storage_key } };
    });
    return { id, model, derivatives };
  });
  const folder = config.storage.localRootPath;
  for (let part = 0; part < 256; part += 1) await mkdir(join(folder, 'copies', String(part)), { recursive: true });
  for (let start = 0; start < copies.length; start += AT_ONCE) {
    const some = copies.slice(start, start + AT_ONCE);
    const derivatives = some.flatMap((copy) => copy.derivatives);
    await Promise.all(derivatives.map(({ from, row }) => link(join(folder, from), join(folder, row.storage_key))));
    await db.transaction().execute(async (trx) => {
      await trx
        .insertInto('asset_derivatives')
        .values(derivatives.map(({ row }) => row))
        .execute();
      for (const {
        id,
        model,
        derivatives: [thumbnail],
      } of some) {
        const { thumbhash, dominant_color } = model;
        await trx
          .updateTable('assets')
          .set({ thumbhash, dominant_color, thumbnail_key: thumbnail?.row.storage_key ?? null })
          .where('id', '=', id)
          .execute();
      }
    });
  }
  await db.destroy();
}
