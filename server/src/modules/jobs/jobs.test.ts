import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { cancel, enqueue, testKind } from '../../../test/jobs.ts';
import { addUser } from '../../../test/users.ts';
import type { UserActor } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { type AssetId, type JobId, newId, type SessionId, type UserId } from '../../core/ids.ts';
import type { Job, JobSummary } from './schema.ts';

const MIKA: UserActor = {
  kind: 'user',
  userId: newId<UserId>(),
  sessionId: newId<SessionId>(),
  username: 'mika',
  role: 'user',
  permissions: new Set(),
};
const kind = testKind({ name: 'thumbnail' });
const caption = testKind({ name: 'caption', lane: 'ai', maxAttempts: 1 });

const call = (hub: TestApp, url: string, method: 'GET' | 'POST' = 'GET', credential = API_KEY) =>
  hub.server.inject({ url: `/api/v1/jobs${url}`, method, headers: bearer(credential) });

async function data<T>(answer: ReturnType<typeof call>): Promise<T> {
  const { statusCode, body, json } = await answer;
  expect(statusCode, body).toBe(200);
  return json<{ data: T }>().data;
}

interface Page {
  items: Job[];
  pageSize: number;
  nextCursor: string | null;
}

test('a job is shown with what became of it, and without what it was given', async () => {
  await using hub = await startTestApp();
  const assetId = newId<AssetId>();
  hub.app.jobs.handle(kind, { run: async () => ({ kind: 'thumbnail_256' }) });
  hub.app.jobs.handle(caption, { run: () => Promise.reject(new AppError('asset_not_found', 'There is no asset 7.')) });
  const id = await enqueue(hub, kind, { n: 987_654, assetId, createdBy: MIKA });
  const queued: Job = {
    id,
    kind: 'thumbnail',
    lane: 'images',
    status: 'queued',
    assetId,
    attempts: 0,
    maxAttempts: 5,
    progressPercent: 0,
    progressStep: null,
    error: null,
    result: null,
    createdBy: 'mika',
    createdAtUtc: '2026-04-08T12:00:00.000Z',
    nextAttemptAtUtc: '2026-04-08T12:00:00.000Z',
    startedAtUtc: null,
    finishedAtUtc: null,
  };
  expect(await data(call(hub, `/${id}`))).toEqual(queued);

  const failed = await enqueue(hub, caption);
  hub.clock.advance(1000);
  await hub.app.jobs.runDue();
  const answer = await call(hub, `/${id}`);
  expect(answer.json()).toEqual({
    data: {
      ...queued,
      status: 'succeeded',
      attempts: 1,
      progressPercent: 100,
      result: { kind: 'thumbnail_256' },
      nextAttemptAtUtc: null,
      startedAtUtc: '2026-04-08T12:00:01.000Z',
      finishedAtUtc: '2026-04-08T12:00:01.000Z',
    },
  });
  expect(answer.body).not.toMatch(/987654|payload|lease/);
  expect(await data(call(hub, `/${failed}`))).toMatchObject({
    status: 'failed',
    assetId: null,
    createdBy: null,
    error: { code: 'asset_not_found', message: 'There is no asset 7.' },
    result: null,
  });
});

test('a list is filtered, newest first, page by page', async () => {
  await using hub = await startTestApp();
  hub.app.jobs.handle(caption, { run: async () => undefined });
  const assetId = newId<AssetId>();
  const ids: JobId[] = [];
  for (let n = 0; n < 7; n += 1)
    ids.unshift(await enqueue(hub, n % 2 === 0 ? kind : caption, n < 3 ? { assetId } : {}));
  await hub.app.jobs.runDue();
  const idsOf = async (query: string) => (await data<Page>(call(hub, query))).items.map((job) => job.id);

  expect(await idsOf('')).toEqual(ids);
  expect(await idsOf('?kind=caption')).toEqual([ids[1], ids[3], ids[5]]);
  expect(await idsOf('?status=succeeded')).toEqual([ids[1], ids[3], ids[5]]);
  expect(await idsOf('?Status=QUEUED&kind=')).toEqual([ids[0], ids[2], ids[4], ids[6]]);
  expect(await idsOf(`?assetId=${assetId.toUpperCase()}`)).toEqual([ids[4], ids[5], ids[6]]);
  expect(await idsOf(`?assetId=${assetId}&status=succeeded`)).toEqual([ids[5]]);
  expect(await idsOf(`?assetId=${newId()}`)).toEqual([]);
  expect(await idsOf('?kind=thumb')).toEqual([]);

  const seen: string[] = [];
  let cursor = '';
  const pages: number[] = [];
  do {
    const page: Page = await data<Page>(call(hub, `?pageSize=3${cursor && `&cursor=${cursor}`}`));
    expect(page.pageSize).toBe(3);
    pages.push(page.items.length);
    seen.push(...page.items.map((job) => job.id));
    cursor = page.nextCursor ?? '';
    // What is added meanwhile moves nothing.
    await enqueue(hub, kind);
  } while (cursor);
  expect([pages, seen]).toEqual([[3, 3, 1], ids]);
  expect((await data<Page>(call(hub, '?pageSize=100000'))).pageSize).toBe(100);
});

test('the summary counts every lane', async () => {
  await using hub = await startTestApp();
  const none = { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 };
  const summary = () => data<JobSummary>(call(hub, '/summary'));
  expect(await summary()).toEqual({
    lanes: ['images', 'ai', 'storage', 'maintenance'].map((lane) => ({ lane, ...none })),
  });
  hub.app.jobs.handle(caption, {
    run: ({ payload }) => (payload.n < 2 ? Promise.reject(new Error('down')) : Promise.resolve(undefined)),
  });
  for (const n of [0, 1, 2]) await enqueue(hub, caption, { n });
  await enqueue(hub, kind);
  await cancel(hub, await enqueue(hub, kind));
  await hub.app.jobs.runDue();
  const { lanes } = await summary();
  expect(lanes.slice(0, 2)).toEqual([
    { lane: 'images', ...none, queued: 1, cancelled: 1 },
    { lane: 'ai', ...none, succeeded: 1, failed: 2 },
  ]);
});

test('a failed job is tried again, a waiting one cancelled, and nothing else', async () => {
  await using hub = await startTestApp();
  let broken = true;
  hub.app.jobs.handle(caption, {
    async run() {
      if (broken) throw new Error('down');
    },
  });
  const id = await enqueue(hub, caption);
  const refused = async (action: string) => {
    const answer = await call(hub, `/${id}/${action}`, 'POST');
    return [answer.statusCode, answer.json<{ error: { code: string } }>().error.code];
  };
  expect(await refused('retry')).toEqual([409, 'job_not_retryable']);
  expect(await data(call(hub, `/${id}/cancel`, 'POST'))).toMatchObject({ id, status: 'cancelled', attempts: 0 });
  expect(await refused('cancel')).toEqual([409, 'job_not_cancellable']);
  expect(await data(call(hub, `/${id}/retry`, 'POST'))).toMatchObject({ id, status: 'queued', finishedAtUtc: null });
  await hub.app.jobs.runDue();
  expect(await refused('cancel')).toEqual([409, 'job_not_cancellable']);
  broken = false;
  expect(await data(call(hub, `/${id}/retry`, 'POST'))).toMatchObject({ id, status: 'queued', attempts: 0 });
  await hub.app.jobs.runDue();
  expect(await data(call(hub, `/${id}`))).toMatchObject({ status: 'succeeded', attempts: 1, error: null });
  expect(await refused('retry')).toEqual([409, 'job_not_retryable']);
});

test('retrying and cancelling are recorded when they happen, and when they are not allowed', async () => {
  await using hub = await startTestApp();
  const id = await enqueue(hub, kind);
  const before = await hub.db.selectFrom('audit_events').select('seq').execute();
  await call(hub, `/${id}/retry`, 'POST');
  await call(hub, `/${id}/cancel`, 'POST');
  await call(hub, `/${id}/cancel`, 'POST');
  await call(hub, `/${id}/retry`, 'POST');
  const reader = await addUser(hub.db, { permissions: ['assets.read'] });
  const { accessToken } = await hub.login(reader.username, reader.password);
  await call(hub, `/${id}/cancel`, 'POST', accessToken);
  const events = await hub.db
    .selectFrom('audit_events')
    .select(['action', 'outcome', 'target_kind', 'target_id', 'target_name'])
    .where('action', 'in', ['job.cancel', 'job.retry'])
    .where('seq', '>', before.length)
    .orderBy('seq')
    .execute();
  const target = { target_kind: 'job', target_id: id, target_name: 'thumbnail' };
  expect(events).toEqual([
    { action: 'job.cancel', outcome: 'success', ...target },
    { action: 'job.retry', outcome: 'success', ...target },
    expect.objectContaining({ action: 'job.cancel', outcome: 'refused' }),
  ]);
});

test('a full queue is refused with a time to come back', async () => {
  await using hub = await startTestApp({ settings: { Jobs__MaxQueueDepth: '1' } });
  const id = await enqueue(hub, kind);
  await cancel(hub, id);
  await enqueue(hub, kind);
  const answer = await call(hub, `/${id}/retry`, 'POST');
  expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'queue_full']);
  expect(answer.headers['retry-after']).toBe('30');
});

const NOBODY = '0'.repeat(32);

test.each([
  ['an unknown status', 'GET', '?status=done', 400, 'request_invalid', 'status'],
  ['an asset id that is none', 'GET', '?assetId=7', 400, 'request_invalid', 'assetId'],
  ['an empty page', 'GET', '?pageSize=0', 400, 'request_invalid', 'pageSize'],
  ['a page size that is no number', 'GET', '?pageSize=many', 400, 'request_invalid', 'pageSize'],
  ['a cursor that is none', 'GET', '?cursor=first', 400, 'request_invalid', 'cursor'],
  ['a kind of any length', 'GET', `?kind=${'x'.repeat(101)}`, 400, 'request_invalid', 'kind'],
  ['U+0000 in a kind', 'GET', '?kind=a%00b', 400, 'request_invalid', 'kind'],
  ['no job', 'GET', `/${NOBODY}`, 404, 'job_not_found', undefined],
  ['an id that is none', 'GET', '/7', 404, 'route_not_found', undefined],
  ['no job to try again', 'POST', `/${NOBODY}/retry`, 404, 'job_not_found', undefined],
  ['no job to cancel', 'POST', `/${NOBODY}/cancel`, 404, 'job_not_found', undefined],
] as const)('%s', async (_name, method, url, status, code, field) => {
  await using hub = await startTestApp();
  const answer = await call(hub, url, method);
  expect(answer.statusCode, answer.body).toBe(status);
  expect(answer.json().error).toMatchObject({ code, ...(field && { field }) });
});

test('reading needs assets.read, steering assets.update', async () => {
  await using hub = await startTestApp();
  const id = await enqueue(hub, kind);
  const requests = [
    ['GET', ''],
    ['GET', '/summary'],
    ['GET', `/${id}`],
    ['POST', `/${id}/cancel`],
    ['POST', `/${id}/retry`],
  ] as const;
  const statuses = async (credential: string) => {
    const answers: number[] = [];
    for (const [method, url] of requests) answers.push((await call(hub, url, method, credential)).statusCode);
    return answers;
  };
  const reader = await addUser(hub.db, { username: 'reader', permissions: ['assets.read'] });
  const editor = await addUser(hub.db, { username: 'editor', permissions: ['assets.update'] });
  const tokenOf = async ({ username, password }: typeof reader) => (await hub.login(username, password)).accessToken;
  expect(await statuses('nobody')).toEqual([401, 401, 401, 401, 401]);
  expect(await statuses(await tokenOf(reader))).toEqual([200, 200, 200, 403, 403]);
  expect(await statuses(await tokenOf(editor))).toEqual([403, 403, 403, 200, 200]);
});

test('a job of the hub itself takes the permissions of the settings besides', async () => {
  await using hub = await startTestApp();
  const id = await enqueue(hub, testKind({ name: 'sweep', lane: 'maintenance' }));
  await enqueue(hub, kind);
  const assets = ['assets.read', 'assets.update'] as const;
  const editor = await addUser(hub.db, { username: 'editor', permissions: assets });
  const viewer = await addUser(hub.db, { username: 'viewer', permissions: [...assets, 'settings.read'] });
  const keeper = await addUser(hub.db, {
    username: 'keeper',
    permissions: [...assets, 'settings.read', 'settings.update'],
  });
  const resultsFor = async ({ username, password }: typeof editor) => {
    const { accessToken } = await hub.login(username, password);
    const listed = await data<Page>(call(hub, '', 'GET', accessToken));
    const one = await call(hub, `/${id}`, 'GET', accessToken);
    const cancelled = await call(hub, `/${id}/cancel`, 'POST', accessToken);
    const retried = await call(hub, `/${id}/retry`, 'POST', accessToken);
    return [listed.items.length, one.statusCode, cancelled.statusCode, retried.statusCode];
  };
  expect(await resultsFor(editor)).toEqual([1, 404, 403, 403]);
  expect(await resultsFor(viewer)).toEqual([2, 200, 403, 403]);
  expect(await resultsFor(keeper)).toEqual([2, 200, 200, 200]);
  const { accessToken } = await hub.login(editor.username, editor.password);
  const refused = await call(hub, `/${id}/cancel`, 'POST', accessToken);
  expect(refused.json().error).toMatchObject({ code: 'auth_forbidden', permission: 'settings.update' });
});
