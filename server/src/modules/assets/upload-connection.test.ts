import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { NO_TRACES, tracesOf } from '../../../test/counts.ts';
import { noise, png } from '../../../test/images.ts';
import { answerOf, listen, sendHead } from '../../../test/socket.ts';
import { FORM_TYPE, filePart, formOf, headOf, storedFiles, uploadAsset } from '../../../test/upload.ts';

const cat = await png();
const REQUEST = 'POST /api/v1/assets';
// What is stored is counted, so nothing may be made of it meanwhile.
const settings = { Api__Assets__MaxUploadSizeBytes: '1000000', Jobs__Images__Parallelism: '0' };
const head = headOf(filePart(''));

/** Bytes as one chunk of a chunked body. */
const chunked = (bytes: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from(`${Buffer.byteLength(bytes).toString(16)}\r\n`), Buffer.from(bytes), Buffer.from('\r\n')]);

test.each([
  ['with a length', { 'Content-Length': '900000' }, (bytes: Buffer) => bytes],
  ['in chunks', { 'Transfer-Encoding': 'chunked' }, chunked],
])('a connection that is cut in the middle of a file leaves nothing: %s', async (_name, framing, frame) => {
  await using hub = await startTestApp({ settings });
  const port = await listen(hub);
  const socket = await sendHead(port, REQUEST, { 'Content-Type': FORM_TYPE, ...framing });
  socket.write(frame(Buffer.concat([Buffer.from(head), cat, noise(300_000)])));
  await expect.poll(() => storedFiles(hub)).toHaveLength(1);
  socket.destroy();
  await expect.poll(() => storedFiles(hub)).toEqual([]);
  expect(await tracesOf(hub)).toEqual(NO_TRACES);
});

test.each([
  ['before the form begins', '\r'],
  ['within the head of a part', head.slice(0, 60)],
  ['before the first byte of the file', head],
  ['within the first bytes of the file', `${head}\x89P`],
])('a connection that is cut %s is forgotten, and the next upload is as good as ever', async (_name, sent) => {
  await using hub = await startTestApp({ settings });
  const port = await listen(hub);
  const socket = await sendHead(port, REQUEST, { 'Content-Type': FORM_TYPE, 'Content-Length': '5000' });
  socket.write(Buffer.from(sent, 'latin1'), () => socket.destroy());
  await once(socket, 'close');
  const { storageKey } = await uploadAsset(hub, { bytes: cat });
  await expect.poll(async () => (await tracesOf(hub)).files).toEqual([storageKey]);
  expect(await tracesOf(hub)).toMatchObject({ rows: 1, indexed: 1, counted: 1 });
  expect(hub.log()).not.toContain('"level":50');
});

test('whoever sends all and leaves at once has either an asset or nothing', async () => {
  await using hub = await startTestApp({ settings });
  const port = await listen(hub);
  const form = formOf([filePart(Buffer.concat([cat, noise(500_000)]))]);
  for (let round = 0; round < 10; round += 1) {
    const socket = await sendHead(port, REQUEST, { 'Content-Type': FORM_TYPE, 'Content-Length': String(form.length) });
    socket.write(form, () => socket.destroy());
    await once(socket, 'close');
  }
  await uploadAsset(hub, { bytes: cat });
  const leftBehind = async () => {
    const { rows, indexed, counted, files } = await tracesOf(hub);
    const drafts = files.filter((file) => file.startsWith('.incoming'));
    return { drafts, indexed: indexed - rows, counted: counted - rows, files: files.length - rows };
  };
  await expect.poll(leftBehind).toEqual({ drafts: [], indexed: 0, counted: 0, files: 0 });
});

test.each([
  ['says so at once when the length says so', { 'Content-Length': '5000000' }, ''],
  [
    'notices while it comes',
    { 'Transfer-Encoding': 'chunked' },
    Buffer.concat([Buffer.from(head), cat, noise(1_500_000)]),
  ],
  [
    'counts what is not the file, too',
    { 'Transfer-Encoding': 'chunked' },
    Buffer.concat([Buffer.from(headOf({ ...filePart(''), name: 'other' })), noise(1_500_000)]),
  ],
])('too much: %s', async (_name, framing, sent) => {
  await using hub = await startTestApp({ settings });
  const port = await listen(hub);
  const headers = { 'Content-Type': FORM_TYPE, Connection: 'close', ...framing };
  const socket = await sendHead(port, REQUEST, headers);
  // The form has no end: the answer comes without one.
  if (sent.length > 0) socket.write(chunked(sent));
  const { status, body } = await answerOf(socket);
  expect(status).toBe(413);
  expect(body).toContain('"code":"asset_file_too_large"');
  expect(await tracesOf(hub)).toEqual(NO_TRACES);
});

test('a body without a length is taken like any other', async () => {
  await using hub = await startTestApp({ settings });
  const port = await listen(hub);
  const headers = { 'Content-Type': FORM_TYPE, Connection: 'close', 'Transfer-Encoding': 'chunked' };
  const socket = await sendHead(port, REQUEST, headers);
  const form = formOf([filePart(cat)]);
  for (let at = 0; at < form.length; at += 37) socket.write(chunked(form.subarray(at, at + 37)));
  socket.write('0\r\n\r\n');
  const { status, body } = await answerOf(socket);
  expect([status, body.includes('"status":"ready"')]).toEqual([202, true]);
  expect(await tracesOf(hub)).toMatchObject({ rows: 1, counted: 1, bytes: cat.length, files: { length: 1 } });
});
