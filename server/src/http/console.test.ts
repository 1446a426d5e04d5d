import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/app.ts';
import { addAssets, addDerivative, type NewTestAsset } from '../../test/assets.ts';
import { uploadAsset } from '../../test/upload.ts';

const ID = '0196a000-0000-7000-8000-00000000000a';
const HIDDEN = '0196a000-0000-7000-8000-00000000000b';
const UNKNOWN = '0196a000-0000-7000-8000-00000000000c';
const SCRIPT = 'static/main-abc123.js';
const source = `console.log("${'neko '.repeat(100)}");`;

let folder: string;
const start = (settings: Record<string, string> = {}) => startTestApp({ consolePath: folder, settings });

/** What a build leaves, in small. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nekohub-console-'));
  await mkdir(join(folder, 'static'));
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html>\n<html lang="en"><head><meta property="csp-nonce" nonce="NEKOHUB_CSP_NONCE">\n<title>NekoHub</title>\n' +
      '<script type="module" src="/static/main-abc123.js" nonce="NEKOHUB_CSP_NONCE"></script></head><body></body></html>',
  );
  await writeFile(join(folder, SCRIPT), source);
  await writeFile(join(folder, `${SCRIPT}.br`), brotliCompressSync(source));
  await writeFile(join(folder, 'theme.js'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** As one who shows previews of links asks. */
const open = (hub: TestApp, url: string, headers = {}) =>
  hub.server.inject({ url, headers: { accept: '*/*', ...headers } });

const addPicture = (hub: TestApp, asset: NewTestAsset) => addAssets(hub.db, [{ id: ID as never, ...asset }]);

/** The text of an attribute, as a browser reads it. */
const contentOf = (html: string, name: string): string | undefined =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)" />`)
    .exec(html)?.[1]
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('files with a fingerprint are sent as they were compressed, and kept for a year', async () => {
  await using hub = await start();
  const packed = await open(hub, `/${SCRIPT}`, { 'accept-encoding': 'gzip, deflate, br' });
  expect(packed.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringMatching(/javascript/),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: expect.stringMatching(/accept-encoding/i),
  });
  expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(source);
  const plain = await open(hub, `/${SCRIPT}`);
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, source]);
  expect((await open(hub, '/theme.js')).headers['cache-control']).toBe('no-cache');
  for (const url of ['/index.html.br', '/static/', '/static/../index.html', '/.sources']) {
    expect((await open(hub, url)).statusCode, url).toBe(404);
  }
});

test.each(['/', '/assets', '/gallery', `/gallery/${UNKNOWN}`])(
  '%s runs no script that the page brings',
  async (url) => {
    await using hub = await start();
    const answers = await Promise.all([1, 2].map(() => open(hub, url, { accept: 'text/html' })));
    const nonces = answers.map(({ headers, body }) => {
      const policy = String(headers['content-security-policy']);
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(policy).toContain("script-src 'self';");
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(body.split(`nonce="${nonce}"`)).toHaveLength(3);
      expect(body).not.toContain('NEKOHUB_CSP_NONCE');
      expect(headers['cache-control']).toBe('no-cache');
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  },
);

describe('the page of a picture', () => {
  test('tells what it shows', async () => {
    await using hub = await start({ Server__PublicUrl: 'https://pictures.example/' });
    await addPicture(hub, { fileName: 'cat.png', description: 'A cat\non a wall', altText: 'Cat' });
    await addDerivative(hub.db, ID, { kind: 'webp_256', width: 256, height: 192, storage_key: 'k/small.webp' });
    await addDerivative(hub.db, ID, { kind: 'webp_1280', width: 1280, height: 960, storage_key: 'k/large.webp' });
    const { statusCode, body, headers } = await open(hub, `/gallery/${ID}?query=x`);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain('<title>cat.png – NekoHub</title>');
    expect(body.match(/<title>/g)).toHaveLength(1);
    expect(body).toContain(`<link rel="canonical" href="https://pictures.example/gallery/${ID}" />`);
    const told = ['description', 'og:title', 'og:url', 'og:image', 'og:image:width', 'og:image:alt', 'twitter:card'];
    expect(told.map((name) => contentOf(body, name))).toEqual([
      'A cat on a wall',
      'cat.png',
      `https://pictures.example/gallery/${ID}`,
      'http://localhost:80/content/k/large.webp',
      '1280',
      'Cat',
      'summary_large_image',
    ]);
    expect(contentOf(body, 'twitter:image')).toBe(contentOf(body, 'og:image'));
    const head = await hub.server.inject({ method: 'HEAD', url: `/gallery/${ID}` });
    expect(head.statusCode).toBe(200);
  });

  test('shows the picture itself while it has no copies, unless it is too large for a preview', async () => {
    await using hub = await start();
    const [row] = await addPicture(hub, { fileName: null });
    const { body } = await open(hub, `/gallery/${ID}`);
    expect(contentOf(body, 'og:image')).toBe(`http://localhost:80/content/${row?.storage_key}`);
    expect([contentOf(body, 'og:title'), contentOf(body, 'description')]).toEqual([
      'Unnamed picture',
      'image/png, 40 × 30',
    ]);
    await hub.db.updateTable('assets').set({ size: 5_000_001 }).execute();
    const large = await open(hub, `/gallery/${ID}`);
    expect(contentOf(large.body, 'og:image')).toBeUndefined();
    expect(contentOf(large.body, 'twitter:card')).toBe('summary');
  });

  test.each([
    ['"><script>alert(1)</script>', '"><script>alert(1)</script>'],
    ["'\" onload=alert(1) x='", "'\" onload=alert(1) x='"],
    ['</title></head><img src=x onerror=alert(1)>', '</title></head><img src=x onerror=alert(1)>'],
    ['&lt;script&gt; &amp; &#x27;', '&lt;script&gt; &amp; &#x27;'],
    ["$& $' $` $1 $$", "$& $' $` $1 $$"],
    ['NEKOHUB_CSP_NONCE', 'NEKOHUB_CSP_NONCE'],
    ['a\u0001\r\n\t\u2028b\u0085c', 'a b c'],
    ['invoice\u202egpj.exe', 'invoice gpj.exe'],
    ['\u{1f408}'.repeat(301), `${'\u{1f408}'.repeat(299)}…`],
  ])('is no way in for the text %j', async (text, shown) => {
    await using hub = await start();
    await addPicture(hub, { fileName: 'x.png', description: text, altText: text });
    const { body, headers } = await open(hub, `/gallery/${ID}`);
    expect(contentOf(body, 'og:description')).toBe(shown);
    expect(contentOf(body, 'twitter:description')).toBe(shown);
    expect(body.match(/<script/g)).toHaveLength(1);
    expect(body).not.toMatch(/<img|<\/title><\/head>/);
    const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
    expect(body.split(nonce)).toHaveLength(3);
  });

  test('does not tell a private picture from one that does not exist', async () => {
    await using hub = await start();
    await addAssets(hub.db, [{ id: HIDDEN as never, is_public: 0, fileName: 'secret.png', description: 'secret' }]);
    const answers = await Promise.all([HIDDEN, UNKNOWN, 'x', '%00', "'--"].map((id) => open(hub, `/gallery/${id}`)));
    const pages = answers.map(({ statusCode, body, headers }) => {
      const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
      return [statusCode, body.replaceAll(nonce, ''), Object.keys(headers).sort().join()];
    });
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
    expect(pages[0]?.[0]).toBe(404);
    expect(pages[0]?.[1]).toContain('noindex');
    expect(pages[0]?.[1]).not.toMatch(/secret|og:/);
  });
});

test.each([
  ['/gallery', '/gallery'],
  ['/gallery?page=3', '/gallery?page=3'],
  ['/gallery?page=1', '/gallery'],
  ['/gallery?page=%22%3E%3Cscript%3E', '/gallery'],
  ['/gallery?page=2&page=3', '/gallery'],
  ['/gallery?query=x', '/gallery'],
])('the list at %s is %s for search engines', async (url, canonical) => {
  await using hub = await start();
  const { statusCode, body } = await open(hub, url, { host: 'hub.test' });
  expect(statusCode).toBe(200);
  expect(body).toContain(`<link rel="canonical" href="http://hub.test${canonical}" />`);
  expect(body).toContain('<title>Gallery – NekoHub</title>');
});

test.each([
  [undefined, 'en', 'Gallery', 'Public pictures', 'en_US', 'Unnamed picture'],
  ['en-GB,zh;q=0.5', 'en', 'Gallery', 'Public pictures', 'en_US', 'Unnamed picture'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN', '画廊', '公开的图片', 'zh_CN', '未命名图片'],
])('who accepts %j reads the head in %s', async (accepted, language, gallery, about, locale, unnamed) => {
  await using hub = await start({ Server__AllowedOrigins: 'https://front.example' });
  await addPicture(hub, { fileName: null });
  const headers = { accept: 'text/html', ...(accepted !== undefined && { 'accept-language': accepted }) };
  const list = await open(hub, '/gallery', headers);
  expect(list.body).toContain(`<title>${gallery} – NekoHub</title>`);
  expect(['description', 'og:title', 'og:locale'].map((name) => contentOf(list.body, name))).toEqual([
    about,
    gallery,
    locale,
  ]);
  const picture = await open(hub, `/gallery/${ID}`, headers);
  expect(contentOf(picture.body, 'og:title')).toBe(unnamed);
  const others = [await open(hub, `/gallery/${UNKNOWN}`, headers), await open(hub, '/assets', headers)];
  for (const { body, headers } of [list, picture, ...others]) {
    expect(body).toContain(`<html lang="${language}">`);
    expect(String(headers.vary).split(/, ?/)).toEqual(expect.arrayContaining(['Origin', 'Accept-Language']));
  }
});

test('a gallery that is switched off shows nothing, and links to pictures go on', async () => {
  await using hub = await start({ Gallery__Enabled: 'false' });
  const { id, publicUrl } = await uploadAsset(hub);
  for (const url of ['/api/v1/public/assets', `/api/v1/public/assets/${id}`, `/api/v1/public/assets/${UNKNOWN}`]) {
    const answer = await open(hub, url);
    expect([answer.statusCode, answer.json().error.code], url).toEqual([404, 'gallery_disabled']);
  }
  for (const url of ['/gallery', `/gallery/${id}`]) {
    const answer = await open(hub, url);
    expect(answer.statusCode, url).toBe(404);
    expect(answer.body).not.toMatch(/cat|og:/);
  }
  const home = await open(hub, '/', { accept: 'text/html' });
  expect([home.statusCode, home.headers.location]).toEqual([302, '/assets']);
  expect((await open(hub, '/api/v1/system/bootstrap')).json().data.galleryEnabled).toBe(false);
  expect((await open(hub, new URL(publicUrl ?? '').pathname)).statusCode).toBe(200);
});
