import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { jpeg } from '../../../test/images.ts';
import { type Program, runProgram } from '../../../test/program.ts';
import { onlyStorage } from '../../../test/storages.ts';
import { storedFiles, uploadAsset } from '../../../test/upload.ts';
import { DAY, systemClock } from '../../core/clock.ts';
import { DERIVATIVE_KINDS } from '../../imaging/derivatives.ts';
import { openLocalStorage } from '../../storage/local.ts';
import { createRemovals } from '../assets/removals.ts';

/** Says when jobs hang, not how fast they are. */
const TIMEOUT_MS = 240_000;
const WAIT = { timeout: TIMEOUT_MS, interval: 20 };
const PICTURES = 24;
const KILLS = 4;

test('killed again and again, processes leave one derivative of each kind, one execution and no file too many', {
  timeout: TIMEOUT_MS,
}, async () => {
  await using hub = await startTestApp();
  const { db, database } = hub;
  const settings = { Server__Port: '0', Jobs__Images__Parallelism: '2', Jobs__LeaseSeconds: '1' };
  const start = (): Program => runProgram(['serve'], { ...database.env, ...settings }, database.dataPath);
  const count = async (table: 'asset_derivatives' | 'skill_executions') =>
    (await db.selectFrom(table).select('asset_id').execute()).length;
  const unfinished = () => db.selectFrom('jobs').select('status').where('status', '!=', 'succeeded').execute();
  const files = async () => (await storedFiles(hub)).filter((file) => !file.startsWith('.'));

  // Uploaded here, where nothing is processed.
  const bytes = await jpeg(900, 600);
  for (let n = 0; n < PICTURES; n += 1) await uploadAsset(hub, { bytes, contentType: 'image/jpeg' });
  const programs = [start(), start()];
  try {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      // At a different place each time, while there is still work for the others.
      const reached = kill * 4;
      await expect.poll(() => count('skill_executions'), WAIT).toBeGreaterThanOrEqual(reached);
      expect(await programs.shift()?.stop('SIGKILL')).toBeNull();
      programs.push(start());
    }
    await expect.poll(unfinished, WAIT).toEqual([]);
  } finally {
    await Promise.all(programs.map((program) => program.stop('SIGKILL')));
  }

  expect(await count('asset_derivatives')).toBe(PICTURES * DERIVATIVE_KINDS.length);
  expect(await count('skill_executions')).toBe(PICTURES);
  const rows = await db.selectFrom('assets').select(['storage_key', 'thumbnail_key']).execute();
  const derivatives = await db.selectFrom('asset_derivatives').select('storage_key').execute();
  expect(rows.every(({ thumbnail_key }) => thumbnail_key !== null)).toBe(true);
  const known = [...rows, ...derivatives].map(({ storage_key }) => storage_key).sort();

  // What killed processes had written is noted, and nothing that is in use is.
  const storages = onlyStorage(
    await openLocalStorage({ rootPath: hub.config.storage.localRootPath, createRoot: false }),
  );
  const clock = { ...systemClock, now: () => systemClock.now() + 2 * DAY };
  await createRemovals({
    db,
    storages,
    clock,
    log: { error: (_fields, message) => expect.unreachable(message) },
  }).sweep();
  expect((await files()).sort()).toEqual(known);
  expect(await db.selectFrom('object_removals').selectAll().execute()).toEqual([]);
});
