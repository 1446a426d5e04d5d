import { expect, test } from 'vitest';
import { addProvider } from '../../../test/ai-providers.ts';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { createGate } from '../../../test/jobs.ts';
import { fails, type ModelAnswer, megabytes, says, startModel, streams } from '../../../test/model.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { SECOND } from '../../core/clock.ts';
import type { Asset, AssetItem } from '../assets/schema.ts';

const get = async <Data>(hub: TestApp, path: string): Promise<Data> =>
  (await hub.server.inject({ url: `/api/v1${path}`, headers: bearer(API_KEY) })).json<{ data: Data }>().data;

const withoutThumbnail = async (hub: TestApp): Promise<string[]> => {
  const { items } = await get<{ items: AssetItem[] }>(hub, '/assets');
  return items.filter(({ thumbnailUrl }) => thumbnailUrl === null).map(({ id }) => id);
};

const never: ModelAnswer = () => {};
const CAPTION = '{"caption":"A cat.","altText":"Cat","tags":[]}';
const described = { description: 'A cat.', processing: { status: 'succeeded', error: null } };
/** It is asked again, after so many seconds. */
const later = (code: string, seconds: number) => ({
  description: null,
  processing: { status: 'queued', error: { code } },
  seconds,
});
/** Nothing but the caption has failed. */
const given = (code: string) => ({
  description: null,
  processing: { status: 'failed', error: { code } },
  latestExecutionSummary: {
    succeeded: false,
    steps: [
      { stepName: 'generate_thumbnail', succeeded: true },
      { stepName: 'generate_basic_caption', succeeded: false },
    ],
  },
});

test.each<[string, ModelAnswer, object & { seconds?: number }]>([
  ['late', says(CAPTION), described],
  ['late and in pieces', streams(['{"caption":', '"A', ' ', 'cat."}']), described],
  ['in a fence', says(`Here it is:\n\`\`\`json\n${CAPTION}\n\`\`\``), described],
  ['500', fails(500), later('ai_provider_failed', 5)],
  ['429 and when to come again', fails(429, { 'retry-after': '90' }), later('ai_provider_rate_limited', 90)],
  ['never', never, later('ai_provider_timed_out', 5)],
  ['50 MB', megabytes, given('ai_provider_answer_too_large')],
])('a model answers %s: all thumbnails are made before', async (_case, answer, { seconds, ...end }) => {
  const gate = createGate();
  await using model = await startModel(async (request, response, n) => {
    if (answer !== never) await gate.pass();
    await answer(request, response, n);
  });
  await using hub = await startTestApp({
    settings: {
      Security__Outbound__AllowedNetworks: '127.0.0.1',
      Jobs__Ai__Parallelism: '1',
      ...(answer === never && { Ai__TimeoutSeconds: '2' }),
    },
  });
  await addProvider(hub, { apiBaseUrl: model.url });
  hub.app.jobs.start();
  const { id } = await uploadAsset(hub);
  await expect.poll(() => model.requests.length).toBe(1);
  for (let n = 0; n < 3; n += 1) await uploadAsset(hub);
  await expect.poll(() => withoutThumbnail(hub)).toEqual([]);
  if (answer !== never) {
    expect(model.requests).toHaveLength(1);
    expect(await get<Asset>(hub, `/assets/${id}`)).toMatchObject({ status: 'ready', description: null });
  }
  gate.open();
  await expect.poll(() => get<Asset>(hub, `/assets/${id}`)).toMatchObject({ status: 'ready', ...end });
  if (seconds !== undefined) {
    const job = await hub.db
      .selectFrom('jobs')
      .select('due_at')
      .where('asset_id', '=', id as never)
      .where('lane', '=', 'ai')
      .executeTakeFirstOrThrow();
    expect(job.due_at - hub.clock.now()).toBe(seconds * SECOND);
  }
  expect(await withoutThumbnail(hub)).toEqual([]);
});
