import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { type Account, addAccount, owner } from '../support/account.ts';
import { pngBytes, processed, putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';
import { addWorkflow } from '../support/workflows.ts';

// A front end that is served elsewhere, as NekoHub’s own was: what it needs of the API, seen from a real browser.
const elsewhere = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html>');
});

test.beforeAll(async () => {
  await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
});

test.afterAll(async () => {
  await promisify((done: (error?: Error) => void) => elsewhere.close(done).closeAllConnections())();
});

/** What a script of the page gets to see of an answer. */
interface Seen {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of the shape
  readonly body: any;
}

interface Call {
  readonly method?: string;
  readonly token?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as axios sends a request without data: no body, but the type of a form. */
  readonly asEmptyForm?: boolean;
}

/** Calls the API from a script of the page; rejects as `fetch` does when the browser keeps the answer from it. */
const call = (page: Page, hub: { url: string }, path: string, request: Call = {}): Promise<Seen> =>
  page.evaluate(
    async ({ url, method = 'GET', token, json, asEmptyForm }) => {
      const headers = new Headers({ Accept: 'application/json' });
      if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
      if (json !== undefined) headers.set('Content-Type', 'application/json');
      if (asEmptyForm) headers.set('Content-Type', 'application/x-www-form-urlencoded');
      const body = json === undefined ? null : JSON.stringify(json);
      const answer = await fetch(url, { method, headers, body });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    },
    { url: `${hub.url}${path}`, ...request },
  );

const signInElsewhere = async (page: Page, hub: { url: string }, { username, password }: Account = owner) =>
  (await call(page, hub, '/api/v1/auth/login', { method: 'POST', json: { username, password } })).body.data;

test.beforeEach(async ({ page, problems }) => {
  // The browser reports each refusal by itself.
  problems.allow(/status of 4\d\d /);
  const { port } = elsewhere.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
});

test('every answer can be read, refusals too, and sign-in, refresh and sign-out work', async ({ page, hub }) => {
  const session = await signInElsewhere(page, hub);
  expect(session).toMatchObject({
    accessToken: expect.any(String),
    refreshToken: expect.any(String),
    user: { username: owner.username, role: 'superAdmin', isActive: true, permissions: expect.any(Array) },
  });
  const token: string = session.accessToken;
  const none = '01234567-89ab-7def-8123-456789abcdef';
  const refusals: [path: string, status: number, request?: Call][] = [
    ['/api/v1/assets', 401],
    ['/api/v1/assets', 401, { token: 'eyJhbGciOiJub25lIn0.e30.' }],
    ['/api/v1/assets', 401, { token: `${token.slice(0, -3)}abc` }],
    [`/api/v1/assets/${none}`, 404, { token }],
    ['/api/v1/nothing', 404, { token }],
    ['/api/v1/auth/login', 400, { method: 'POST', json: {} }],
    ['/api/v1/auth/login', 401, { method: 'POST', json: { username: 'mika', password: 'wrong' } }],
    ['/api/v1/auth/refresh', 401, { method: 'POST', json: { refreshToken: 'unusable' } }],
    [`/api/v1/assets/${none}`, 404, { method: 'PATCH', token, json: { isPublic: true } }],
    [`/api/v1/system/workflows/${none}`, 404, { method: 'DELETE', token }],
    [`/api/v1/system/workflows/${none}`, 404, { method: 'PUT', token, json: { name: 'x', graphJson: '{}' } }],
  ];
  for (const [path, status, request] of refusals) {
    const seen = await call(page, hub, path, request);
    expect(seen, path).toMatchObject({ status, body: { error: { status, code: expect.any(String) } } });
  }

  const renewal: Call = { method: 'POST', json: { refreshToken: session.refreshToken } };
  const twice = await Promise.all([1, 2].map(() => call(page, hub, '/api/v1/auth/refresh', renewal)));
  // Its answer may have been lost, and a second tab may ask in the same second.
  for (const seen of twice) expect(seen).toMatchObject({ status: 200, body: { data: { user: { username: 'mika' } } } });
  const renewed = twice[0]?.body.data;
  const end: Call = { method: 'POST', token: renewed.accessToken, json: { refreshToken: renewed.refreshToken } };
  expect((await call(page, hub, '/api/v1/auth/logout', end)).status).toBe(204);
  expect((await call(page, hub, '/api/v1/auth/me', { token: renewed.accessToken })).status).toBe(401);
});

test('a user without a permission is told so', async ({ page, hub }, { workerIndex, retry }) => {
  const account = await addAccount(hub, {
    username: `elsewhere-${workerIndex}-${retry}`,
    permissions: ['assets.read'],
  });
  const { accessToken: token } = await signInElsewhere(page, hub, account);
  expect(await call(page, hub, '/api/v1/users', { token })).toMatchObject({ status: 403, body: { error: {} } });
});

test('a picture is uploaded, shown from its own address, described and deleted', async ({ page, hub }) => {
  const { accessToken: token } = await signInElsewhere(page, hub);
  const bytes = Buffer.from(await pngBytes(60, 40)).toString('base64');
  const uploaded = await page.evaluate(
    async ({ url, token, bytes }) => {
      const form = new FormData();
      form.set(
        'file',
        new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], 'far.png', { type: 'image/png' }),
      );
      form.set('isPublic', 'true');
      form.set('runEnrichment', 'true');
      form.set('description', 'From afar.');
      const answer = await fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: form });
      return { status: answer.status, asset: (await answer.json()).data };
    },
    { url: `${hub.url}/api/v1/assets`, token, bytes },
  );
  expect(uploaded.status).toBe(202);
  const { id } = uploaded.asset;
  const path = `/api/v1/assets/${id}`;
  await processed(hub, { id });

  const { data: asset } = (await call(page, hub, path, { token })).body;
  expect(asset).toMatchObject({ status: 'ready', structuredResults: [], publicUrl: expect.stringMatching(/^http:/) });
  const steps = expect.arrayContaining([expect.objectContaining({ stepName: 'generate_thumbnail' })]);
  expect(asset.latestExecutionSummary).toMatchObject({ steps });
  const widths = await page.evaluate(
    (urls) =>
      Promise.all(
        urls.map(async (src) => {
          const image = new Image();
          image.src = src;
          await image.decode();
          return image.naturalWidth;
        }),
      ),
    [asset.publicUrl, ...asset.derivatives.map(({ publicUrl }: { publicUrl: string }) => publicUrl)],
  );
  expect(Math.min(...widths)).toBeGreaterThan(0);

  // Absent is unchanged, null clears.
  const changed = await call(page, hub, path, { method: 'PATCH', token, json: { description: null, altText: 'Far.' } });
  expect(changed.body.data).toMatchObject({ description: null, altText: 'Far.', originalFileName: 'far.png' });
  const hidden = await call(page, hub, path, { method: 'PATCH', token, json: { isPublic: false } });
  expect(hidden.body.data).toMatchObject({ publicUrl: null, altText: 'Far.' });
  const inside = (await call(page, hub, path, { token })).body.data.derivatives;
  expect(inside.map(({ publicUrl }: { publicUrl: unknown }) => publicUrl)).toEqual(inside.map(() => null));

  const deleted = await call(page, hub, path, { method: 'DELETE', token, json: { commitMessage: 'Away with it' } });
  expect(deleted).toMatchObject({ status: 200, body: { data: { id } } });
  const again = await call(page, hub, path, { method: 'DELETE', token });
  expect(again.status).toBe(404);
});

test('lists take the parameters and spellings that it sends', async ({ page, hub }) => {
  const kept = await putAsset(hub, { fileName: 'listed from afar.png' });
  const { accessToken: token } = await signInElsewhere(page, hub);
  const query = 'query=listed+from+afar&contentType=image%2F*';
  for (const more of [
    'orderBy=createdAt&orderDirection=asc&status=ready',
    'orderBy=createdAtUtc',
    'orderBy=size',
    'status=',
  ]) {
    const seen = await call(page, hub, `/api/v1/assets?page=1&pageSize=20&${query}&${more}`, { token });
    expect(seen, more).toMatchObject({
      status: 200,
      body: { data: { items: [{ id: kept.id, status: 'ready' }], total: 1 } },
    });
  }
  const unknown = 'orderBy=colour&orderDirection=sideways&status=deleted&contentType=image%2Fnew';
  expect((await call(page, hub, `/api/v1/assets?${unknown}`, { token })).status).toBe(200);
  const visitors = await call(page, hub, '/api/v1/public/assets?page=1&pageSize=24&query=listed+from+afar');
  expect(visitors.body.data.items).toMatchObject([{ id: kept.id, publicUrl: expect.stringMatching(/^http:/) }]);
  const shown = await call(page, hub, `/api/v1/public/assets/${kept.id}`);
  expect(shown.body.data.derivatives).toEqual(expect.any(Array));
  expect((await call(page, hub, '/api/v1/users', { token })).body.data).toEqual(expect.any(Array));
  expect((await call(page, hub, '/api/v1/system/workflows', { token })).body.data).toEqual(expect.any(Array));
  const gone = await call(page, hub, '/api/v1/assets/batch-delete', { method: 'POST', token, json: [kept.id] });
  expect(gone.body.data).toMatchObject({ requestedCount: 1, deletedCount: 1, notFoundIds: [] });
});

test('requests without a body may call themselves forms', async ({ page, hub }) => {
  const asset = await putAsset(hub, { fileName: 'worked on from afar.png' });
  const workflow = await addWorkflow(hub, { name: 'From afar' });
  const { accessToken: token } = await signInElsewhere(page, hub);
  const empty = { token, asEmptyForm: true };
  const storage = '/api/v1/system/storage/providers';
  const overview = (await call(page, hub, storage, { token })).body.data;
  expect(overview).toMatchObject({
    profiles: [
      { capabilities: { supportsPublicRead: expect.any(Boolean) }, configurationSummary: { forcePathStyle: null } },
    ],
    runtime: { capabilities: { supportsPublicRead: expect.any(Boolean) } },
    alignment: { code: expect.any(String) },
  });
  const byDefault = `${storage}/${overview.defaultProfile.id}/set-default`;
  expect((await call(page, hub, byDefault, { method: 'POST', ...empty })).status).toBe(200);
  const run = `/api/v1/assets/${asset.id}/workflows/${workflow.id}/run`;
  expect((await call(page, hub, run, { method: 'POST', ...empty })).status).toBe(202);
  const auto = `/api/v1/system/workflows/${workflow.id}`;
  expect((await call(page, hub, `${auto}/autorun`, { method: 'PATCH', ...empty })).status).toBe(200);
  expect((await call(page, hub, auto, { method: 'DELETE', token })).status).toBe(204);
  const ai = await call(page, hub, '/api/v1/system/ai/providers', { token });
  expect(ai.body.data).toEqual(expect.any(Array));
});
