import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets, addDerivative, addExecution, addStructuredResult } from '../../../test/assets.ts';
import { removeObjects } from '../../../test/counts.ts';
import { shareTestApp } from '../../../test/shared-app.ts';

const get = (hub: TestApp, url: string, key = API_KEY) => hub.server.inject({ url, headers: key ? bearer(key) : {} });

test('what belongs to an asset is shown with it, in order', async () => {
  await using hub = await startTestApp();
  const [asset, other] = await addAssets(hub.db, [{ fileName: 'cat.png' }, { fileName: 'dog.png' }]);
  const { id = '' } = asset ?? {};
  const late = await addDerivative(hub.db, id, { kind: 'preview', created_at: 2000, width: null, height: null });
  const early = await addDerivative(hub.db, id, { created_at: 1000 });
  await addStructuredResult(hub.db, id, 'later', 2000);
  await addStructuredResult(hub.db, id, 'basic_caption', 1000);
  await addExecution(hub.db, id, { started_at: 5000, completed_at: 5500, skill_name: 'watermark' });
  const steps = [
    {
      step_name: 'second',
      started_at: 7200,
      completed_at: 7300,
      succeeded: 0 as const,
      error_code: 'c',
      error_message: 'no colour',
    },
    { step_name: 'first', started_at: 7100, completed_at: 7200 },
  ];
  const latest = { started_at: 7000, completed_at: 7500, trigger_source: 'manual' as const, succeeded: 0 as const };
  const executionId = await addExecution(hub.db, id, latest, steps);
  await addExecution(hub.db, other?.id ?? '', { started_at: 9000 });

  const { data } = (await get(hub, `/api/v1/assets/${id}`)).json();
  const thumbnail = {
    kind: 'thumbnail_256',
    contentType: 'image/png',
    extension: '.png',
    size: 10,
    width: 4,
    height: 3,
    publicUrl: `http://localhost:80/content/${early.storage_key}`,
    createdAtUtc: '1970-01-01T00:00:01.000Z',
  };
  const preview = {
    ...thumbnail,
    kind: 'preview',
    width: null,
    height: null,
    publicUrl: `http://localhost:80/content/${late.storage_key}`,
    createdAtUtc: '1970-01-01T00:00:02.000Z',
  };
  expect(data.derivatives).toEqual([thumbnail, preview]);
  expect(data.structuredResults).toEqual([
    { kind: 'basic_caption', payloadJson: '{"caption":"猫"}', createdAtUtc: '1970-01-01T00:00:01.000Z' },
    { kind: 'later', payloadJson: '{"caption":"猫"}', createdAtUtc: '1970-01-01T00:00:02.000Z' },
  ]);
  expect(data.latestExecutionSummary).toEqual({
    executionId,
    skillName: 'basic_image_enrich',
    triggerSource: 'manual',
    startedAtUtc: '1970-01-01T00:00:07.000Z',
    completedAtUtc: '1970-01-01T00:00:07.500Z',
    succeeded: false,
    steps: [
      {
        stepName: 'first',
        succeeded: true,
        errorCode: null,
        errorMessage: null,
        startedAtUtc: '1970-01-01T00:00:07.100Z',
        completedAtUtc: '1970-01-01T00:00:07.200Z',
      },
      {
        stepName: 'second',
        succeeded: false,
        errorCode: 'c',
        errorMessage: 'no colour',
        startedAtUtc: '1970-01-01T00:00:07.200Z',
        completedAtUtc: '1970-01-01T00:00:07.300Z',
      },
    ],
  });

  const shown = (await get(hub, `/api/v1/public/assets/${id}`, '')).json().data;
  expect(shown.derivatives).toEqual([thumbnail, preview]);
  expect((await get(hub, '/api/v1/assets/usage-stats')).json().data).toMatchObject({
    totalDerivatives: 2,
    mostActiveSkill: { skillName: 'basic_image_enrich', runCount: 2 },
  });

  await hub.server.inject({
    method: 'PATCH',
    url: `/api/v1/assets/${id}`,
    headers: bearer(API_KEY),
    payload: { isPublic: false },
  });
  const hidden = (await get(hub, `/api/v1/assets/${id}`)).json().data;
  expect([hidden, ...hidden.derivatives].map((each: { publicUrl: unknown }) => each.publicUrl)).toEqual([
    null,
    null,
    null,
  ]);

  await hub.server.inject({ method: 'DELETE', url: `/api/v1/assets/${id}`, headers: bearer(API_KEY) });
  await removeObjects(hub);
  for (const table of [
    'asset_derivatives',
    'asset_structured_results',
    'skill_execution_steps',
    'object_removals',
  ] as const) {
    expect(await hub.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  }
  const executions = await hub.db.selectFrom('skill_executions').select('asset_id').execute();
  expect(executions).toEqual([{ asset_id: other?.id }]);
});

const ID = '0196a000-0000-7000-8000-00000000000a';
const HIDDEN = '0196a000-0000-7000-8000-00000000000b';
const FAILED = '0196a000-0000-7000-8000-00000000000c';

const shared = shareTestApp({}, ({ db }) =>
  addAssets(db, [
    { id: ID as never, fileName: 'cat.png', description: 'a', altText: 'b', created_at: 3000 },
    { id: HIDDEN as never, is_public: 0, fileName: 'hidden.png', created_at: 2000 },
    { id: FAILED as never, status: 'failed', fileName: 'failed.png', created_at: 1000 },
  ]),
);

test.each([
  [ID, 200, ID],
  [ID.toUpperCase(), 200, ID],
  [ID.replaceAll('-', ''), 200, ID],
  [`%7B${ID}%7D`, 200, ID],
  [`(${ID})`, 200, ID],
  [`${ID}/`, 200, ID],
  ['0196a000-0000-7000-8000-000000000000', 404, 'asset_not_found'],
  ['1', 404, 'route_not_found'],
  ['%00', 404, 'route_not_found'],
  ["'; drop table assets; --", 404, 'route_not_found'],
  ['x'.repeat(1500), 404, 'route_not_found'],
])('the asset %j: %i', async (id, status, expected) => {
  const answer = await get(shared(), `/api/v1/assets/${encodeURI(decodeURIComponent(id))}`);
  expect(answer.statusCode).toBe(status);
  const { data, error } = answer.json();
  expect(data?.id ?? error.code).toBe(expected);
  if (expected === 'asset_not_found') expect(error.message).toContain(id);
});

test('the public list has public and ready ones, newest first, and of them what everybody may know', async () => {
  const hub = shared();
  const { data } = (await get(hub, '/api/v1/public/assets', '')).json();
  const [row] = await hub.db
    .selectFrom('assets')
    .select('storage_key')
    .where('id', '=', ID as never)
    .execute();
  const item = {
    id: ID,
    type: 'image',
    originalFileName: 'cat.png',
    contentType: 'image/png',
    size: 1000,
    width: 40,
    height: 30,
    publicUrl: `http://localhost:80/content/${row?.storage_key}`,
    description: 'a',
    altText: 'b',
    createdAtUtc: '1970-01-01T00:00:03.000Z',
    updatedAtUtc: '1970-01-01T00:00:00.000Z',
    thumbnailUrl: null,
    thumbhash: null,
    dominantColor: null,
    previews: [],
  };
  expect(data).toEqual({ items: [item], page: 1, pageSize: 20, total: 1, nextCursor: null });
  const one = (await get(hub, `/api/v1/public/assets/${ID}`, '')).json().data;
  expect(one).toEqual({ ...item, extension: '.png', derivatives: [] });
  expect(Object.keys(one).slice(3, 5)).toEqual(['contentType', 'extension']);
});

test.each([
  ['?status=failed', 1],
  ['?isPublic=false', 1],
  ['?keyword=nothing', 1],
  ['?orderBy=size&orderDirection=asc', 1],
  ['?query=CAT', 1],
  ['?query=hidden', 0],
  ['?query=failed', 0],
  ['?contentType=image/*', 1],
  ['?contentType=image/gif', 0],
  ['?orientation=landscape', 1],
  ['?orientation=portrait', 0],
  ['?orientation=__proto__', 1],
  ['?hasAltText=false', 1],
  ['?page=2', 1],
])('the public list takes %s no further than it may: total %i', async (query, total) => {
  const { data } = (await get(shared(), `/api/v1/public/assets${query}`, '')).json();
  expect(data.total).toBe(total);
  expect(JSON.stringify(data)).not.toMatch(/hidden|failed|storageKey|checksum|isPublic|"status"|storageProvider/);
});

test.each([HIDDEN, FAILED, '0196a000-0000-7000-8000-000000000000'])('nobody is told that %s exists', async (id) => {
  for (const key of ['', API_KEY, 'not-a-key']) {
    const answer = await get(shared(), `/api/v1/public/assets/${id}`, key);
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'asset_not_found']);
  }
});
