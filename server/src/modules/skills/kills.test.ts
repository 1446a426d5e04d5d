import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { jpeg } from '../../../test/images.ts';
import { type Program, runProgram } from '../../../test/program.ts';
import { onlyStorage } from '../../../test/storages.ts';
import { storedFiles } from '../../../test/upload.ts';
import { DAY, systemClock } from '../../core/clock.ts';
import { DERIVATIVE_KINDS } from '../../imaging/derivatives.ts';
import { createJobs } from '../../jobs/jobs.ts';
import { openLocalStorage } from '../../storage/local.ts';
import { createRemovals } from '../assets/removals.ts';

/** More of both on request: docs/tests.md. */
const UPLOADS = Number(process.env.NEKOHUB_TEST_UPLOADS ?? 24);
const KILLS = Number(process.env.NEKOHUB_TEST_KILLS ?? 4);
const CLIENTS = 8;
const PROCESSES = inject('database').kind === 'sqlite' ? 1 : 2;
/** Says when something hangs, not how fast it is. */
const TIMEOUT_MS = 240_000 + UPLOADS * 1000;
const WAIT = { timeout: TIMEOUT_MS, interval: 20 };

/** Instants of so many kills, as uploads that are answered and pictures that are processed, together. */
const killPoints = (): number[] =>
  Array.from({ length: KILLS }, () => 1 + Math.floor(Math.random() * (2 * UPLOADS - CLIENTS))).sort((a, b) => a - b);

/** Uploads a picture to one of these, again until somebody says that it is kept; returns the asset's id. */
async function upload(programs: readonly Program[], bytes: Buffer): Promise<string> {
  for (let turn = 0; ; turn += 1) {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), 'cat.jpg');
    const request = { method: 'POST', headers: bearer(API_KEY), body: form };
    try {
      const url = await programs[turn % programs.length]?.ready();
      const answer = await fetch(`${url}/api/v1/assets`, request);
      const { data } = (await answer.json()) as { data?: { id: string } };
      expect(answer.status).toBe(202);
      if (data) return data.id;
    } catch (error) {
      // Killed before it had answered: nobody knows what became of the picture.
      if (!(error instanceof TypeError || error instanceof SyntaxError || isEnded(error))) throw error;
      await nextTurn();
    }
  }
}

const isEnded = (error: unknown): boolean => error instanceof Error && error.message.startsWith('The program ended');

const count = async (hub: TestApp, table: 'asset_derivatives' | 'skill_executions' | 'assets'): Promise<number> => {
  const { total } = await hub.db
    .selectFrom(table)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
};

/** What is stored when all that is to be removed, and all that was begun and never finished, has gone. */
async function filesAfterTidying(hub: TestApp): Promise<string[]> {
  const rootPath = hub.config.storage.localRootPath;
  const now = systemClock.now() + 2 * DAY;
  const longAgo = new Date(systemClock.now() - 2 * DAY);
  for (const file of await storedFiles(hub)) {
    if (file.startsWith('.')) await utimes(join(rootPath, file), longAgo, longAgo);
  }
  const storages = onlyStorage(await openLocalStorage({ rootPath, createRoot: false }));
  const log = { error: (_fields: object, message: string) => expect.unreachable(message) };
  const clock = { ...systemClock, now: () => now };
  const jobs = createJobs({ db: hub.db, clock, log: { ...log, warn: log.error }, ...hub.config.jobs });
  const removals = createRemovals({ db: hub.db, storages, clock, jobs, log });
  const notes = () => hub.db.selectFrom('object_removals').select('storage_key').execute();
  await removals.sweep();
  await jobs.runDue(['storage']);
  expect(await notes()).toEqual([]);
  return storedFiles(hub);
}

test('killed at random, processes leave one derivative of each kind, one execution and no file too many', {
  timeout: TIMEOUT_MS,
}, async () => {
  await using hub = await startTestApp();
  const { db, database } = hub;
  const settings = {
    Server__Port: '0',
    Auth__ApiKey__Keys__0: API_KEY,
    Jobs__Images__Parallelism: '2',
    Jobs__LeaseSeconds: '3',
  };
  const start = (): Program => runProgram(['serve'], { ...database.env, ...settings }, database.dataPath);
  const unfinished = () => db.selectFrom('jobs').select('status').where('status', '!=', 'succeeded').execute();

  const bytes = await jpeg(300, 200);
  const programs = Array.from({ length: PROCESSES }, start);
  const answered: string[] = [];
  const points = killPoints();
  try {
    let begun = 0;
    const client = async () => {
      while (begun < UPLOADS) {
        begun += 1;
        answered.push(await upload(programs, bytes));
      }
    };
    const clients = Promise.all(Array.from({ length: CLIENTS }, client));
    clients.catch(() => {});
    for (const [index, point] of points.entries()) {
      const reached = async () => answered.length + (await count(hub, 'skill_executions'));
      await expect.poll(reached, WAIT).toBeGreaterThanOrEqual(point);
      const victim = index % PROCESSES;
      expect(await programs[victim]?.stop('SIGKILL')).toBeNull();
      programs[victim] = start();
    }
    await clients;
    await expect.poll(unfinished, WAIT).toEqual([]);
  } finally {
    await Promise.all(programs.map((program) => program.stop('SIGKILL')));
  }

  const what = `killed at ${points.join(', ')}`;
  expect(new Set(answered).size, what).toBe(UPLOADS);
  const assets = await db.selectFrom('assets').select(['id', 'storage_key', 'thumbnail_key']).execute();
  const ids = assets.map(({ id }) => id).sort();
  expect(ids, what).toEqual(expect.arrayContaining(answered));
  expect(assets.filter(({ thumbnail_key }) => thumbnail_key === null)).toEqual([]);
  const executions = await db.selectFrom('skill_executions').select(['asset_id', 'succeeded']).execute();
  expect(executions.map(({ asset_id }) => asset_id).sort(), what).toEqual(ids);
  expect(executions.filter(({ succeeded }) => succeeded !== 1)).toEqual([]);
  const derivatives = await db.selectFrom('asset_derivatives').select(['asset_id', 'kind', 'storage_key']).execute();
  const expected = ids.flatMap((id) => DERIVATIVE_KINDS.map((kind) => `${id} ${kind}`));
  expect(derivatives.map(({ asset_id, kind }) => `${asset_id} ${kind}`).sort(), what).toEqual(expected.sort());
  const known = [...assets, ...derivatives].map(({ storage_key }) => storage_key).sort();
  expect(await filesAfterTidying(hub), what).toEqual(known);
});
