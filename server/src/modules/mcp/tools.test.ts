import { describe, expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { jpeg, noise, png } from '../../../test/images.ts';
import { callTool, errorOf, PLAIN } from '../../../test/mcp.ts';

const UNKNOWN_ID = '01956f8d-0000-7000-8000-000000000001';
const IMAGE = (await png()).toString('base64');
const upload = (changes: Record<string, unknown> = {}) => ({
  fileName: 'a.png',
  contentType: 'image/png',
  contentBase64: IMAGE,
  ...changes,
});

describe('every refusal has a code, and names what is wrong', () => {
  const long = 'x'.repeat(1001);
  const garbage = Buffer.from('not a picture at all').toString('base64');
  test.each([
    // Of any tool.
    { tool: 'list_assets', args: { search: 'x' }, code: 'tool_arguments_invalid', says: 'search' },
    { tool: 'list_assets', args: { page: 'two' }, code: 'tool_arguments_invalid', says: 'page' },
    { tool: 'list_assets', args: { page: 1.5 }, code: 'tool_arguments_invalid', says: 'page' },
    { tool: 'list_assets', args: { query: 7 }, code: 'tool_arguments_invalid', says: 'query' },
    { tool: 'list_assets', args: { page: 0 }, code: 'page_out_of_range', says: 'page' },
    { tool: 'list_assets', args: { page: '-1' }, code: 'page_out_of_range', says: 'page' },
    { tool: 'list_assets', args: { pageSize: 0 }, code: 'page_size_out_of_range', says: 'pageSize' },
    { tool: 'list_assets', args: { pageSize: 101 }, code: 'page_size_too_large', says: '100' },
    { tool: 'get_asset', args: {}, code: 'tool_argument_invalid', says: 'id' },
    { tool: 'get_asset', args: undefined, code: 'tool_argument_invalid', says: 'id' },
    { tool: 'get_asset', args: { id: 'x' }, code: 'tool_argument_invalid', says: 'UUID' },
    { tool: 'get_asset', args: { id: 7 }, code: 'tool_arguments_invalid', says: 'id' },
    { tool: 'get_asset', args: { id: UNKNOWN_ID }, code: 'asset_not_found', says: UNKNOWN_ID },
    { tool: 'get_asset_content_url', args: { id: UNKNOWN_ID }, code: 'asset_not_found', says: UNKNOWN_ID },
    { tool: 'get_asset_content_url', args: { id: 'x' }, code: 'tool_argument_invalid', says: 'UUID' },
    // Of an upload, in the order in which they are found.
    { tool: 'upload_asset', args: {}, code: 'asset_filename_invalid', says: 'fileName' },
    { tool: 'upload_asset', args: upload({ fileName: '' }), code: 'asset_filename_invalid', says: 'fileName' },
    { tool: 'upload_asset', args: upload({ fileName: ' ' }), code: 'asset_filename_invalid', says: 'name' },
    { tool: 'upload_asset', args: upload({ fileName: 'x'.repeat(513) }), code: 'asset_filename_too_long', says: '512' },
    {
      tool: 'upload_asset',
      args: upload({ contentType: '' }),
      code: 'asset_content_type_missing',
      says: 'contentType',
    },
    {
      tool: 'upload_asset',
      args: upload({ contentType: ' ' }),
      code: 'asset_content_type_missing',
      says: 'contentType',
    },
    { tool: 'upload_asset', args: upload({ contentBase64: '' }), code: 'asset_file_required', says: 'contentBase64' },
    { tool: 'upload_asset', args: upload({ contentBase64: '\n' }), code: 'asset_file_required', says: 'contentBase64' },
    { tool: 'upload_asset', args: upload({ description: long }), code: 'asset_description_too_long', says: '1000' },
    { tool: 'upload_asset', args: upload({ altText: long }), code: 'asset_alt_text_too_long', says: '1000' },
    {
      tool: 'upload_asset',
      args: upload({ contentType: 'text/html' }),
      code: 'asset_content_type_not_allowed',
      says: 'png',
    },
    {
      tool: 'upload_asset',
      args: upload({ storageProviderProfileId: 'x' }),
      code: 'tool_argument_invalid',
      says: 'UUID',
    },
    {
      tool: 'upload_asset',
      args: upload({ storageProviderProfileId: UNKNOWN_ID }),
      code: 'storage_provider_profile_not_found',
      says: '',
    },
    { tool: 'upload_asset', args: upload({ isPublic: null }), code: 'tool_arguments_invalid', says: 'isPublic' },
    {
      tool: 'upload_asset',
      args: upload({ contentBase64: 'not base64' }),
      code: 'asset_base64_invalid',
      says: 'contentBase64',
    },
    {
      tool: 'upload_asset',
      args: upload({ contentBase64: garbage }),
      code: 'asset_content_invalid',
      says: 'image/png',
    },
    {
      tool: 'upload_asset',
      args: upload({ contentBase64: IMAGE.slice(0, 80) }),
      code: 'asset_content_invalid',
      says: '',
    },
  ])('$tool → $code ($says)', async ({ tool, args, code, says }) => {
    await using hub = await startTestApp();
    const error = errorOf(await callTool(hub, tool, args));
    expect(error.code).toBe(code);
    expect(error.message).toContain(says);
    const { total } = (await callTool(hub, 'list_assets')).structuredContent ?? {};
    expect(total).toBe(0);
  });
});

test('an upload beyond the limit is refused by size, whatever it holds', async () => {
  await using hub = await startTestApp({ settings: { Api__Assets__MaxUploadSizeBytes: '100000' } });
  const picture = await png(300, 300);
  const whole = upload({ contentBase64: Buffer.concat([picture, noise(200_000)]).toString('base64') });
  expect(errorOf(await callTool(hub, 'upload_asset', whole)).code).toBe('asset_file_too_large');
});

test('a private picture has no URL, and one whose bytes are gone has none either', async () => {
  await using hub = await startTestApp();
  const hidden = await callTool(hub, 'upload_asset', upload({ isPublic: false }));
  expect(hidden.structuredContent).toMatchObject({ isPublic: false, publicUrl: null });
  const refused = errorOf(await callTool(hub, 'get_asset_content_url', { id: hidden.structuredContent?.id }));
  expect(refused).toMatchObject({ code: 'asset_not_found', message: expect.stringContaining('private') });

  const shown = await callTool(hub, 'upload_asset', upload());
  const { id } = shown.structuredContent ?? {};
  expect((await callTool(hub, 'get_asset_content_url', { id })).isError).toBeUndefined();
  await hub.db.updateTable('assets').set({ storage_key: '2026/04/08/gone.png' }).where('is_public', '=', 1).execute();
  expect(errorOf(await callTool(hub, 'get_asset_content_url', { id })).code).toBe('asset_not_found');
});

test('arguments may be spelled as clients spell them', async () => {
  await using hub = await startTestApp();
  const { structuredContent } = await callTool(hub, 'upload_asset', {
    FileName: 'a.jpg',
    contenttype: 'IMAGE/JPEG',
    CONTENTBASE64: `${(await jpeg()).toString('base64').replaceAll(/.{60}/g, '$&\n')}\n`,
    IsPublic: 'false',
    description: '  ',
    storageProviderProfileId: null,
    commitMessage: 'A picture',
  });
  expect(structuredContent).toMatchObject({ contentType: 'image/jpeg', isPublic: false, description: null });
  const id = String(structuredContent?.id);
  for (const spelling of [id.toUpperCase(), id.replaceAll('-', ''), `{${id}}`]) {
    expect((await callTool(hub, 'get_asset', { ID: spelling })).structuredContent).toMatchObject({ id });
  }
  const page = await callTool(hub, 'list_assets', {
    PAGE: '2',
    pagesize: '5',
    status: 'READY',
    orderBy: 'Size',
    orderDirection: 'ASC',
  });
  expect(page.structuredContent).toEqual({ items: [], page: 2, pageSize: 5, total: 1 });
  expect((await callTool(hub, 'list_assets', null)).structuredContent).toMatchObject({ total: 1 });
});

test('links begin with the configured base, else with the address that was called', async () => {
  await using hub = await startTestApp({ settings: { Storage__PublicBaseUrl: 'https://cdn.example/pictures' } });
  const { structuredContent } = await callTool(hub, 'upload_asset', upload());
  expect(structuredContent?.publicUrl).toMatch(/^https:\/\/cdn\.example\/pictures\/2026\//);
});

test('a failure of ours tells the caller a trace id and the log everything', async () => {
  await using hub = await startTestApp();
  await hub.db.schema.alterTable('assets').renameTo('elsewhere').execute();
  const payload = { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'list_assets' } };
  const answer = await hub.server.inject({ method: 'POST', url: '/mcp', headers: PLAIN, payload });
  const { error } = answer.json<{ error: { code: number; message: string; data: { traceId: string } } }>();
  expect(error).toMatchObject({ code: -32603, message: expect.stringContaining('list_assets') });
  expect(answer.body).not.toMatch(/table|relation|sql|select|\.ts/i);
  expect(hub.log()).toContain(error.data.traceId);
  expect(hub.log()).toMatch(/no such table|does not exist/);
});

test('what is uploaded here is what REST knows', async () => {
  await using hub = await startTestApp();
  const { structuredContent } = await callTool(hub, 'upload_asset', upload({ description: 'By an agent' }));
  const rest = await hub.server.inject({ url: `/api/v1/assets/${structuredContent?.id}`, headers: bearer(API_KEY) });
  expect(rest.json().data).toMatchObject(structuredContent ?? {});
});
