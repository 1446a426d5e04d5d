import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { NO_TRACES, tracesOf } from '../../../test/counts.ts';
import { animatedPng, gif, jpeg, noise, png, pngHeader, webp } from '../../../test/images.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import {
  BOUNDARY,
  FORM_TYPE,
  field,
  filePart,
  formOf,
  type Part,
  sendForm,
  uploadAsset,
} from '../../../test/upload.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const cat = await png();
const MAX_BYTES = 60_000;
const settings = { Api__Assets__MaxUploadSizeBytes: String(MAX_BYTES), Api__Assets__MaxFrames: '5' };

/** Exactly `size` bytes that are a good picture: what follows the end of a PNG is nothing to it. */
const padded = (size: number): Buffer => Buffer.concat([cat, noise(size - cat.length)]);

/** What is refused leaves nothing, so it meets no more of it next time. */
const shared = shareTestApp({ settings });

const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);

test.each<[string, Part[], code: string, status?: number]>([
  ['no part at all', [], 'asset_file_required'],
  ['fields alone', [field('description', 'x')], 'asset_file_required'],
  ['the file as a text field', [field('file', 'x')], 'asset_file_required'],
  ['the file under another name', [filePart(cat, { name: 'picture' })], 'asset_file_required'],
  ['a file input with nothing chosen', [filePart('', { fileName: '' })], 'asset_file_required'],
  ['a file without a name', [{ name: 'file', value: cat, contentType: 'image/png' }], 'asset_file_required'],
  ['an empty file', [filePart('')], 'asset_file_empty'],
  ['one byte more than allowed', [filePart(padded(MAX_BYTES + 1))], 'asset_file_too_large', 413],
  ['ten times what is allowed', [filePart(padded(MAX_BYTES * 10))], 'asset_file_too_large', 413],
  ['no content type', [{ name: 'file', value: cat, fileName: 'cat.png' }], 'asset_content_type_not_allowed'],
  ['an unknown content type', [filePart(cat, { contentType: 'image/avif' })], 'asset_content_type_not_allowed'],
  ['an SVG', [filePart(SVG, { fileName: 'x.svg', contentType: 'image/svg+xml' })], 'asset_content_type_not_allowed'],
  ['an SVG called PNG', [filePart(SVG)], 'asset_content_invalid'],
  ['HTML called PNG', [filePart('<!doctype html><script>alert(1)</script>')], 'asset_content_invalid'],
  ['garbage called PNG', [filePart(noise(5000))], 'asset_content_invalid'],
  ['less than a signature', [filePart('\x89P')], 'asset_content_invalid'],
  ['a JPEG declared as PNG', [filePart(await jpeg())], 'asset_content_invalid'],
  ['a PNG declared as JPEG', [filePart(cat, { contentType: 'image/jpeg' })], 'asset_content_invalid'],
  ['half a PNG', [filePart(half(cat))], 'asset_content_invalid'],
  ['half a JPEG', [filePart(half(await jpeg()), { contentType: 'image/jpeg' })], 'asset_content_invalid'],
  ['half a GIF', [filePart(half(await gif()), { contentType: 'image/gif' })], 'asset_content_invalid'],
  ['half a WebP', [filePart(half(await webp()), { contentType: 'image/webp' })], 'asset_content_invalid'],
  ['a PNG that claims 60,000 × 60,000', [filePart(pngHeader(60_000, 60_000))], 'asset_dimensions_too_large'],
  ['a PNG without width', [filePart(pngHeader(0, 9))], 'asset_content_invalid'],
  ['too many frames', [filePart(await gif(4, 4, 6), { contentType: 'image/gif' })], 'asset_frames_too_many'],
  ['2^32 − 1 frames', [filePart(animatedPng(cat, 0xffffffff))], 'asset_frames_too_many'],
  ['a name of 600 characters', [filePart(cat, { fileName: `${'a'.repeat(596)}.png` })], 'asset_filename_too_long'],
  ['a name of blanks', [filePart(cat, { fileName: '  ' })], 'asset_filename_invalid'],
  ['a name of a folder', [filePart(cat, { fileName: 'C:\\\\cats\\\\' })], 'asset_filename_invalid'],
  ['a name of control characters', [filePart(cat, { fileName: '\u0001\u202e\u007f' })], 'asset_filename_invalid'],
])('refuses %s, and nothing is left', async (_name, parts, code, status = 400) => {
  const hub = shared();
  const answer = await sendForm(hub, parts);
  expect(answer.statusCode, answer.body).toBe(status);
  expect(answer.json()).toEqual({
    error: { code, message: expect.stringMatching(/^[A-Z].*\.$/), traceId: expect.any(String), status, field: 'file' },
  });
  expect(answer.body).not.toContain(hub.database.dataPath);
  expect(await tracesOf(hub)).toEqual(NO_TRACES);
});

test('takes a file of exactly the allowed size, and says what is allowed when refusing', async () => {
  await using hub = await startTestApp({ settings });
  expect((await uploadAsset(hub, { bytes: padded(MAX_BYTES) })).size).toBe(MAX_BYTES);
  expect((await sendForm(hub, [filePart(padded(MAX_BYTES + 1))])).json().error.message).toContain('60000 bytes');
  expect(await tracesOf(hub)).toMatchObject({ rows: 1, counted: 1, bytes: MAX_BYTES, files: { length: 1 } });
});

const post = (hub: TestApp, headers: Record<string, string>, payload?: string | Buffer) =>
  hub.server.inject({ method: 'POST', url: '/api/v1/assets', headers: { ...bearer(API_KEY), ...headers }, payload });

test.each<[string, Record<string, string>, string | Buffer, status: number, code: string]>([
  ['no boundary', { 'content-type': 'multipart/form-data' }, formOf([filePart(cat)]), 400, 'request_invalid'],
  [
    'an empty boundary',
    { 'content-type': 'multipart/form-data; boundary=' },
    formOf([filePart(cat)]),
    400,
    'request_invalid',
  ],
  [
    'another boundary',
    { 'content-type': 'multipart/form-data; boundary=other' },
    formOf([filePart(cat)]),
    400,
    'request_invalid',
  ],
  [
    'a form without its end',
    { 'content-type': FORM_TYPE },
    formOf([filePart(cat)]).subarray(0, -30),
    400,
    'request_invalid',
  ],
  [
    'a form that ends in a header',
    { 'content-type': FORM_TYPE },
    `--${BOUNDARY}\r\nContent-Disp`,
    400,
    'request_invalid',
  ],
  ['an empty form', { 'content-type': FORM_TYPE }, '', 400, 'request_invalid'],
  ['text instead of a form', { 'content-type': FORM_TYPE }, 'hello', 400, 'request_invalid'],
  ['JSON', { 'content-type': 'application/json' }, '{}', 415, 'content_type_not_supported'],
  ['a bare picture', { 'content-type': 'image/png' }, cat, 415, 'content_type_not_supported'],
  [
    'a form of another kind',
    { 'content-type': 'application/x-www-form-urlencoded' },
    'file=x',
    415,
    'content_type_not_supported',
  ],
])('refuses a body that is no form: %s', async (_name, headers, payload, status, code) => {
  const hub = shared();
  const answer = await post(hub, headers, payload);
  expect([answer.statusCode, answer.json().error?.code]).toEqual([status, code]);
  expect(await tracesOf(hub)).toEqual(NO_TRACES);
});

test('says that a body is missing, and asks who is there before anything else', async () => {
  await using hub = await startTestApp();
  expect((await post(hub, {})).statusCode).toBe(400);
  const anonymous = await hub.server.inject({
    method: 'POST',
    url: '/api/v1/assets',
    payload: 'x',
    headers: { 'content-type': 'image/png' },
  });
  expect(anonymous.json().error.code).toBe('api_key_missing');
});

test.each([
  ['asset_counters', 500],
  ['object_removals', 500],
  ['assets', 500],
])('a database without %s: no row without a file, no file without a row', async (table, status) => {
  await using hub = await startTestApp();
  await sql`alter table ${sql.table(table)} rename to elsewhere`.execute(hub.db);
  const answer = await sendForm(hub, [filePart(cat)]);
  expect(answer.statusCode).toBe(status);
  expect(answer.body).not.toMatch(/elsewhere|no such|relation|sql/i);
  await sql`alter table elsewhere rename to ${sql.table(table)}`.execute(hub.db);
  const { rows, indexed, counted, files } = await tracesOf(hub);
  expect(new Set([rows, indexed, counted, files.length])).toEqual(new Set([0]));
});

test.each([
  ['cat.png', 'cat.png'],
  ['/home/mika/cat.png', 'cat.png'],
  ['C:\\\\Users\\\\Mika\\\\cat.png', 'cat.png'],
  ['../../etc/passwd', 'passwd'],
  ['..\\\\..\\\\cat.png', 'cat.png'],
  ['..', '..'],
  ['  cat.png  ', 'cat.png'],
  ['cat\u202egnp.exe', 'catgnp.exe'],
  ['cat\u2066\u2069.png', 'cat.png'],
  ['cat\u0001\u001f\u0085.png', 'cat.png'],
  ['猫の写真🐈.png', '猫の写真🐈.png'],
  ['cafe\u0301.png', 'cafe\u0301.png'],
  ['a\\"b\'c;d=e.png', 'a"b\'c;d=e.png'],
  ['cat%22.png', 'cat%22.png'],
  ['no-extension', 'no-extension'],
  ['cat.svg', 'cat.svg'],
  [`${'a'.repeat(508)}.png`, `${'a'.repeat(508)}.png`],
])('keeps the name %j as %j, and nothing of it in the storage', async (sent, kept) => {
  await using hub = await startTestApp();
  const asset = await uploadAsset(hub, { bytes: cat, fileName: sent });
  expect(asset.originalFileName).toBe(kept);
  expect(asset.extension).toBe('.png');
  expect((await tracesOf(hub)).files).toEqual([expect.stringMatching(/^2026\/04\/08\/[0-9a-f]{32}\.png$/)]);
});

test('a picture with another file behind it is taken as the picture it is', async () => {
  await using hub = await startTestApp();
  const polyglot = Buffer.concat([cat, Buffer.from('PK\x03\x04<script>alert(1)</script>')]);
  const asset = await uploadAsset(hub, { bytes: polyglot });
  const content = await hub.server.inject(`/content/${asset.storageKey}`);
  expect(content.rawPayload.equals(polyglot)).toBe(true);
  expect(content.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
});
