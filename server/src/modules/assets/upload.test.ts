import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { NO_TRACES, tracesOf } from '../../../test/counts.ts';
import { png } from '../../../test/images.ts';
import { field, filePart, type Part, sendForm, uploadAsset } from '../../../test/upload.ts';
import { sha256Hex } from '../../core/hashing.ts';
import type { Asset } from './schema.ts';

test('an upload is answered with the asset, stored and found by its address', async () => {
  await using hub = await startTestApp();
  const bytes = await png(21, 13);
  const answer = await sendForm(hub, [filePart(bytes)]);
  expect(answer.statusCode).toBe(202);
  const { data } = answer.json<{ data: Asset }>();
  expect(data).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
    type: 'image',
    status: 'ready',
    originalFileName: 'cat.png',
    storedFileName: data.storageKey.split('/').at(-1),
    contentType: 'image/png',
    extension: '.png',
    size: bytes.length,
    width: 21,
    height: 13,
    checksumSha256: sha256Hex(bytes),
    storageProvider: 'local',
    storageProviderProfileId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    storageKey: expect.stringMatching(/^2026\/04\/08\/[0-9a-f]{32}\.png$/),
    publicUrl: `http://localhost:80/content/${data.storageKey}`,
    isPublic: true,
    description: null,
    altText: null,
    createdAtUtc: '2026-04-08T12:00:00.000Z',
    updatedAtUtc: '2026-04-08T12:00:00.000Z',
    derivatives: [],
    structuredResults: [],
    latestExecutionSummary: null,
    thumbhash: null,
    dominantColor: null,
    processing: {
      jobId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'queued',
      progressPercent: 0,
      progressStep: null,
      error: null,
    },
  });
  expect(answer.headers.location).toBe(`/api/v1/assets/${data.id}`);
  expect(await tracesOf(hub)).toEqual({
    rows: 1,
    indexed: 1,
    counted: 1,
    bytes: bytes.length,
    files: [data.storageKey],
  });
});

const texts = { description: 'Eine Katze\n schläft ', altText: '猫が寝ている 🐈' };
const behind = Object.entries(texts).map(([name, value]) => field(name, value));

test.each<[string, (file: Part) => Part[], Partial<Asset>]>([
  ['fields before the file', (file) => [...behind, file], texts],
  ['fields behind the file', (file) => [file, ...behind], texts],
  [
    'fields in any case',
    (file) => [field('DESCRIPTION', 'x'), { ...file, name: 'File' }, field('ISPUBLIC', 'FALSE')],
    { description: 'x', isPublic: false, publicUrl: null },
  ],
  [
    'the first of two fields',
    (file) => [field('description', 'first'), file, field('Description', 'second')],
    { description: 'first' },
  ],
  [
    'blank fields',
    (file) => [field('description', ' \t'), field('altText', ''), field('isPublic', ''), file],
    { description: null, altText: null, isPublic: true },
  ],
  ['a private picture', (file) => [file, field('isPublic', 'false')], { isPublic: false, publicUrl: null }],
  ['a public picture', (file) => [file, field('isPublic', ' True ')], { isPublic: true }],
  [
    'texts of 1000 units',
    (file) => [file, field('description', '🐈'.repeat(500)), field('altText', 'a'.repeat(1000))],
    { description: '🐈'.repeat(500), altText: 'a'.repeat(1000) },
  ],
  [
    'fields that nobody knows',
    (file) => [field('tags', 'a,b'), field('__proto__', 'x'), field('constructor', 'x'), file],
    { description: null },
  ],
  ['a part without a name', (file) => [{ value: 'x' }, file, { value: 'y', fileName: 'y.png' }], {}],
  ['a part that is no form data', (file) => [{ value: 'x', disposition: 'attachment; name="file"' }, file], {}],
  [
    'enrichment, either way',
    (file) => [file, field('runEnrichment', 'false'), field('commitMessage', 'Add a cat')],
    {},
  ],
  [
    'several files: the first',
    (file) => [file, filePart('not a picture', { fileName: 'b.png' })],
    { originalFileName: 'cat.png' },
  ],
  [
    'a file input with nothing chosen before it',
    (file) => [filePart('', { fileName: '' }), file],
    { originalFileName: 'cat.png' },
  ],
  [
    'a file of another name before it',
    (file) => [filePart('x', { name: 'thumbnail' }), file],
    { originalFileName: 'cat.png' },
  ],
])('takes %s', async (_name, parts, expected) => {
  await using hub = await startTestApp();
  const bytes = await png();
  const answer = await sendForm(hub, parts(filePart(bytes)));
  expect(answer.statusCode, answer.body).toBe(202);
  expect(answer.json<{ data: Asset }>().data).toMatchObject({ ...expected, checksumSha256: sha256Hex(bytes) });
  expect(await tracesOf(hub)).toMatchObject({ rows: 1, counted: 1, files: { length: 1 } });
});

const nobody = '0196a000-0000-7000-8000-000000000000';

/** Refused after the file was read, so that it must be taken back. */
test.each<[string, Part[], code: string, fieldName: string | undefined, status?: number]>([
  ['isPublic=1', [field('isPublic', '1')], 'request_invalid', 'isPublic'],
  ['isPublic=on', [field('isPublic', 'on')], 'request_invalid', 'isPublic'],
  ['isPublic=constructor', [field('isPublic', 'constructor')], 'request_invalid', 'isPublic'],
  ['isPublic=__proto__', [field('isPublic', '__proto__')], 'request_invalid', 'isPublic'],
  ['runEnrichment=maybe', [field('runEnrichment', 'maybe')], 'request_invalid', 'runEnrichment'],
  ['a profile that is no id', [field('storageProviderProfileId', 'x')], 'request_invalid', 'storageProviderProfileId'],
  [
    'a profile that is unknown',
    [field('storageProviderProfileId', nobody)],
    'storage_provider_profile_not_found',
    undefined,
    404,
  ],
  ['a long description', [field('description', 'a'.repeat(1001))], 'asset_description_too_long', 'description'],
  [
    'a long description in pairs',
    [field('description', '🐈'.repeat(501))],
    'asset_description_too_long',
    'description',
  ],
  ['a long alternative text', [field('altText', 'a'.repeat(1001))], 'asset_alt_text_too_long', 'altText'],
  [
    'both too long',
    [field('altText', 'a'.repeat(1001)), field('description', 'a'.repeat(1001))],
    'asset_description_too_long',
    'description',
  ],
  [
    'a bad flag and a long text',
    [field('description', 'a'.repeat(1001)), field('isPublic', 'x')],
    'request_invalid',
    'isPublic',
  ],
  ['U+0000 in a text', [field('description', 'a\0b')], 'request_invalid', 'description'],
  ['10 megabytes of text', [field('description', 'a'.repeat(10_000_000))], 'request_invalid', 'description'],
])('refuses %s, before and behind the file', async (_name, fields, code, fieldName, status = 400) => {
  await using hub = await startTestApp();
  const file = filePart(await png());
  for (const parts of [
    [...fields, file],
    [file, ...fields],
  ]) {
    const answer = await sendForm(hub, parts);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({
      error: {
        code,
        message: expect.stringMatching(/^[A-Z].*\.$/),
        traceId: expect.any(String),
        status,
        ...(fieldName && { field: fieldName }),
      },
    });
    expect(answer.headers).not.toHaveProperty('location');
    expect(await tracesOf(hub)).toEqual(NO_TRACES);
  }
});

test('100 at once are 100 assets, each with its own bytes', async () => {
  await using hub = await startTestApp();
  const pictures = await Promise.all(Array.from({ length: 100 }, (_, index) => png(20, 20, index + 1)));
  const uploaded = await Promise.all(
    pictures.map((bytes, index) => uploadAsset(hub, { bytes, fileName: `${index}.png` })),
  );
  expect(uploaded.map((asset) => asset.checksumSha256)).toEqual(pictures.map((bytes) => sha256Hex(bytes)));
  expect(new Set(uploaded.map((asset) => asset.id)).size).toBe(100);
  const rows = await hub.db.selectFrom('assets').select(['id', 'checksum_sha256']).execute();
  const stored = new Map<string, string>(rows.map((row) => [row.id, row.checksum_sha256]));
  expect(uploaded.map(({ id }) => stored.get(id))).toEqual(pictures.map((bytes) => sha256Hex(bytes)));
  const bytes = pictures.reduce((sum, picture) => sum + picture.length, 0);
  const files = uploaded.map((asset) => asset.storageKey).sort();
  expect(await tracesOf(hub)).toEqual({ rows: 100, indexed: 100, counted: 100, bytes, files });
});
