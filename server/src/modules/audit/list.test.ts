import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { START_EVENTS } from '../../../test/audit-events.ts';
import { call } from '../../../test/people.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { decodeToken } from '../../../test/tokens.ts';
import { type AuditRow, findEvents } from './repo.ts';
import type { AuditEventAnswer } from './schema.ts';

const hub = shareTestApp({}, async (app) => {
  for (let n = START_EVENTS; n < 6; n += 1) await app.login();
});

const get = (path: string, app = hub()) => app.server.inject({ url: `/api/v1/audit${path}`, headers: bearer(API_KEY) });
const list = async (query: string, app = hub()) => {
  const answer = await get(query, app);
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

test('what one session or one key did is found by its credential', async () => {
  await using own = await startTestApp();
  const { accessToken } = await own.login();
  const { apiKey, key } = await makeKey(own, accessToken);
  await call(own, key, 'DELETE /users/0196a000-0000-7000-8000-000000000000');
  const by = async (credential: string, rest = '') =>
    (await list(`?credential=${credential}${rest}`, own)).items.map(({ action, outcome }) => `${action} ${outcome}`);
  const session = `session:${decodeToken(accessToken).payload.sid}`;
  expect(await by(session)).toEqual(['api_key.create success', 'auth.login success']);
  expect(await by(session, '&action=auth.login')).toEqual(['auth.login success']);
  expect(await by(session, '&outcome=refused')).toEqual([]);
  expect(await by(`api-key:${apiKey.id}`)).toEqual(['user.delete refused']);
});

test('whatever the record is filtered by, an index finds it', async () => {
  await using own = await startTestApp();
  const many = Array.from({ length: 3000 }, (_, index) => eventOf(index + 10));
  const rare: Partial<AuditRow> = {
    action: 'workflow.delete',
    outcome: 'refused',
    actor_id: 'somebody',
    credential: 'api-key:one',
    address: '192.0.2.1',
    target_kind: 'workflow',
    target_id: 'one',
  };
  const rows = [...many, { ...eventOf(9), ...rare }];
  for (let from = 0; from < rows.length; from += 500) {
    await own.db
      .insertInto('audit_events')
      .values(rows.slice(from, from + 500))
      .execute();
  }
  if (own.database.kind === 'postgresql') await sql`vacuum analyze audit_events`.execute(own.db);
  const planWords = own.database.kind === 'sqlite' ? [sql`query plan`] : [];
  const none = { from: undefined, to: undefined };
  for (const [filter, index] of [
    [{ action: 'workflow.delete' }, 'action'],
    [{ outcome: 'refused' }, 'outcome'],
    [{ actorId: 'somebody' }, 'actor_id'],
    [{ credential: 'api-key:one' }, 'credential'],
    [{ address: '192.0.2.1' }, 'address'],
    [{ targetKind: 'workflow' }, 'target_kind'],
    [{ targetKind: 'workflow', targetId: 'one' }, 'target_id'],
    [{ outcome: 'refused', action: 'workflow.delete', actorId: 'somebody' }, 'actor_id'],
  ] as const) {
    const query = findEvents(own.db, { ...none, ...filter }, undefined, 51);
    expect((await query.execute()).map(({ seq }) => seq)).toEqual([9]);
    expect(JSON.stringify(await query.explain(undefined, ...planWords))).toContain(`audit_events_${index}`);
  }
});

/** An event like most. */
const eventOf = (seq: number): AuditRow => ({
  seq,
  at: seq,
  action: 'asset.create',
  outcome: 'success',
  actor_kind: 'user',
  actor_id: 'mika',
  actor_name: 'mika',
  credential: 'session:one',
  address: '127.0.0.1',
  user_agent: '',
  trace_id: '',
  target_kind: 'asset',
  target_id: String(seq),
  target_name: null,
  details_json: '{}',
  previous_hash: '',
  hash: '',
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
