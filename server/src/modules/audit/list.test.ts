import { expect, test } from 'vitest';
import { API_KEY, bearer } from '../../../test/app.ts';
import { START_EVENTS } from '../../../test/audit-events.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import type { AuditEventAnswer } from './schema.ts';

const hub = shareTestApp({}, async (app) => {
  for (let n = START_EVENTS; n < 6; n += 1) await app.login();
});

const get = (path: string) => hub().server.inject({ url: `/api/v1/audit${path}`, headers: bearer(API_KEY) });
const list = async (query: string) => {
  const answer = await get(query);
  expect(answer.statusCode).toBe(200);
  return answer.json<{ data: { items: AuditEventAnswer[]; nextCursor: number | null } }>().data;
};

test('pages lead through all events, newest first, each once', async () => {
  const seen: number[] = [];
  let cursor: number | null = null;
  do {
    const page = await list(`?pageSize=2${cursor === null ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ seq }) => seq));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual([6, 5, 4, 3, 2, 1]);
});

test.each([
  ['?action=auth.login', [6, 5, 4, 3]],
  ['?action=AUTH.SETUP', [2]],
  ['?outcome=refused', []],
  ['?targetKind=user&action=auth.setup', [2]],
  ['?targetKind=storageProfile', [1]],
  ['?address=127.0.0.1&pageSize=1', [6]],
  ['?address=192.0.2.1', []],
  ['?from=2999-01-01T00:00:00Z', []],
  ['?to=1999-01-01', []],
  ['?pageSize=0&action=auth.setup', [2]],
])('%s shows %j', async (query, seqs) => {
  expect((await list(query)).items.map(({ seq }) => seq)).toEqual(seqs);
});

test.each([
  ['?from=yesterday', 'from'],
  ['?action=everything', 'action'],
  ['?outcome=maybe', 'outcome'],
  ['?cursor=first', 'cursor'],
  ['?cursor=9223372036854775808', 'cursor'],
  ['/export?to=%00', 'to'],
])('%s is refused and names the field', async (query, field) => {
  const answer = await get(query);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ error: { code: 'request_invalid', field } });
});

test('the export has a line for each event that the list shows', async () => {
  const { items } = await list('?action=auth.login');
  const answer = await get('/export?action=auth.login');
  expect(answer.headers).toMatchObject({
    'content-type': 'application/x-ndjson; charset=utf-8',
    'content-disposition': 'attachment; filename="nekohub-audit.jsonl"',
  });
  const lines = answer.body.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(items);
});
