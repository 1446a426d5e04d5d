import { describe, expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { bearer } from '../../../test/app.ts';
import { addStructuredResult } from '../../../test/assets.ts';
import { callTool, errorOf, PLAIN, request } from '../../../test/mcp.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { findTool } from './registry.ts';

const UNKNOWN_ID = '01956f8d-0000-7000-8000-000000000001';
const hub = shareTestApp({ settings: { Mcp__HouseRules: 'Never make a picture public.' } });

/** The refusal of a request. */
async function refusal(method: string, params: object, headers: Record<string, string> = {}) {
  const payload = { jsonrpc: '2.0', id: 1, method, params };
  const answer = await hub().server.inject({ method: 'POST', url: '/mcp', headers: { ...PLAIN, ...headers }, payload });
  return answer.json<{ error?: { code: number; message: string; data?: object } }>().error;
}

async function readerOf(permission: 'assets.create' | 'assets.read'): Promise<Record<string, string>> {
  const { accessToken } = await hub().login();
  return bearer((await makeKey(hub(), accessToken, { permissions: [permission] })).key);
}

describe('resources', () => {
  test('skills are listed, pictures are templates', async () => {
    const { resources } = await request<{ resources: { uri: string }[] }>(hub(), 'resources/list');
    expect(resources.map(({ uri }) => uri)).toEqual([
      'skill://basic_image_enrich',
      'skill://exif-strip',
      'skill://format-convert',
      'skill://watermark',
    ]);
    const { resourceTemplates } = await request<{ resourceTemplates: object[] }>(hub(), 'resources/templates/list');
    expect(resourceTemplates).toMatchObject([
      { uriTemplate: 'asset://{id}', name: 'asset_detail', mimeType: 'application/json' },
      { uriTemplate: 'asset://{id}/derivatives' },
      { uriTemplate: 'asset://{id}/structured-results' },
      { uriTemplate: 'skill://{name}' },
    ]);
  });

  test('what is read is what the tools tell', async () => {
    const { id } = await uploadAsset(hub(), { fields: { altText: 'A\u202ecat' } });
    await addStructuredResult(hub().db, id, 'basic_caption', 0);
    const read = async (uri: string) => {
      const { contents } = await request<{ contents: [{ uri: string; mimeType: string; text: string }] }>(
        hub(),
        'resources/read',
        { uri },
      );
      expect(contents).toEqual([{ uri: expect.any(String), mimeType: 'application/json', text: expect.any(String) }]);
      return { uri: contents[0].uri, value: JSON.parse(contents[0].text) as Record<string, unknown> };
    };
    const detail = await callTool(hub(), 'get_asset', { id });
    expect(await read(`ASSET://${id.toUpperCase()}/`)).toEqual({
      uri: `asset://${id}`,
      value: detail.structuredContent,
    });
    expect(detail.structuredContent).toMatchObject({ altText: 'Acat' });
    expect(detail.structuredContent).not.toHaveProperty('storageKey');
    expect(await read(`asset://${id}/derivatives`)).toMatchObject({ value: { assetId: id, derivatives: [] } });
    expect(await read(`asset://${id}/structured-results`)).toMatchObject({
      value: { assetId: id, structuredResults: [{ kind: 'basic_caption' }] },
    });
    expect(await read('skill://Watermark')).toMatchObject({
      value: { skillName: 'watermark', steps: ['draw_watermark'] },
    });
  });

  test.each([
    { uri: `asset://${UNKNOWN_ID}`, code: 'asset_not_found' },
    { uri: 'asset://cat', code: 'resource_uri_invalid' },
    { uri: 'skill://', code: 'resource_uri_invalid' },
    { uri: 'skill://sharpen', code: 'skill_not_found' },
    { uri: 'file:///etc/passwd', code: 'resource_uri_invalid' },
    { uri: 'asset', code: 'resource_uri_invalid' },
  ])('$uri → $code', async ({ uri, code }) => {
    expect(await refusal('resources/read', { uri })).toMatchObject({ code: -32602, data: { code } });
  });

  test('a key that may not read sees none and reads none', async () => {
    const headers = await readerOf('assets.create');
    expect(await request(hub(), 'resources/list', {}, headers)).toEqual({ resources: [] });
    expect(await request(hub(), 'resources/templates/list', {}, headers)).toEqual({ resourceTemplates: [] });
    for (const uri of [`asset://${UNKNOWN_ID}`, 'skill://watermark', 'nothing']) {
      expect(await refusal('resources/read', { uri }, headers)).toMatchObject({
        code: -32602,
        data: { code: 'auth_forbidden', permission: 'assets.read' },
      });
    }
  });
});

test('gaps are completed: ids by their beginning or by text, skills, languages', async () => {
  const { id } = await uploadAsset(hub(), { fileName: 'zebra.png' });
  const complete = async (name: string, value: string, headers = {}) => {
    const ref = { type: 'ref/resource', uri: 'asset://{id}' };
    const params = { ref, argument: { name, value } };
    const answer = await request<{ completion: { values: string[] } }>(hub(), 'completion/complete', params, headers);
    return answer.completion.values;
  };
  expect(await complete('id', id.slice(0, 20).toUpperCase())).toContain(id);
  expect(await complete('assetId', 'zebra')).toEqual([id]);
  expect(await complete('id', 'no such picture')).toEqual([]);
  expect(await complete('name', 'ex')).toEqual(['exif-strip']);
  expect(await complete('language', '')).toEqual(['en', 'zh']);
  expect(await complete('other', '')).toEqual([]);
  expect(await complete('id', '', await readerOf('assets.create'))).toEqual([]);
});

describe('prompts', () => {
  interface Answer {
    readonly messages: [{ role: string; content: { text: string } }];
  }
  const get = async (name: string, args: object, headers: Record<string, string> = {}) => {
    const { messages } = await request<Answer>(hub(), 'prompts/get', { name, arguments: args }, headers);
    expect(messages).toEqual([{ role: 'user', content: { type: 'text', text: expect.any(String) } }]);
    return messages[0].content.text;
  };
  const RESOURCES = ['', '/derivatives', '/structured-results'].map((part) => `asset://${UNKNOWN_ID}${part}`);

  test('there are three', async () => {
    const { prompts } = await request<{
      prompts: { name: string; arguments: { name: string; required: boolean }[] }[];
    }>(hub(), 'prompts/list');
    const told = prompts.map(({ name, arguments: args }) => [name, args.map((arg) => `${arg.name} ${arg.required}`)]);
    expect(told).toEqual([
      ['enrich_asset', ['assetId true', 'skillName false', 'language false']],
      ['inspect_asset', ['assetId true', 'language false']],
      ['review_asset_outputs', ['assetId true', 'language false']],
    ]);
  });

  test('are told of in the language of the request', async () => {
    const told = async (acceptLanguage: string) => {
      const headers = { 'accept-language': acceptLanguage };
      const { prompts } = await request<{ prompts: { description: string; arguments: { description: string }[] }[] }>(
        hub(),
        'prompts/list',
        {},
        headers,
      );
      return prompts.flatMap(({ description, arguments: args }) => [
        description,
        ...args.map((arg) => arg.description),
      ]);
    };
    const [english, chinese] = [await told('en'), await told('zh-CN')];
    expect(english).toHaveLength(10);
    for (const text of english) expect(text).not.toMatch(/\p{Script=Han}/u);
    expect(chinese).toHaveLength(10);
    for (const text of chinese) expect(text).toMatch(/\p{Script=Han}/u);
  });

  test.each([
    { name: 'enrich_asset', tokens: ['list_skills', 'run_asset_skill', 'basic_image_enrich', ...RESOURCES] },
    {
      name: 'inspect_asset',
      tokens: ['get_asset', 'checksumSha256', 'structuredResults', 'run_asset_skill', ...RESOURCES],
    },
    { name: 'review_asset_outputs', tokens: ['run_asset_skill', 'basic_image_enrich', ...RESOURCES] },
  ])('$name speaks English and Chinese and names the same things', async ({ name, tokens }) => {
    const assetId = `{${UNKNOWN_ID.toUpperCase()}}`;
    const english = await get(name, { assetId });
    const chinese = await get(name, { assetId, language: 'zh' });
    for (const token of tokens) for (const text of [english, chinese]) expect(text).toContain(token);
    expect(english).not.toMatch(/\p{Script=Han}/u);
    expect(chinese).toMatch(/\p{Script=Han}/u);
    expect(await get(name, { assetId }, { 'accept-language': 'fr, zh-CN;q=0.8, en;q=0.5' })).toBe(chinese);
    // Each tool that is named is there.
    for (const [, tool = ''] of english.matchAll(/\b((?:get|list|run|asset)_[a-z_]+)\b/g)) {
      expect([tool, findTool(tool)]).not.toContain(undefined);
    }
  });

  test('a skill may be named', async () => {
    expect(await get('enrich_asset', { assetId: UNKNOWN_ID, skillName: ' watermark ' })).toContain(
      'skillName=watermark.',
    );
  });

  test.each([
    { name: 'no_such', args: { assetId: UNKNOWN_ID }, code: 'prompt_not_found' },
    { name: 'inspect_asset', args: {}, code: 'prompt_arguments_invalid' },
    { name: 'inspect_asset', args: { assetId: 'x' }, code: 'prompt_argument_invalid' },
    { name: 'inspect_asset', args: { assetId: UNKNOWN_ID, language: 'fr' }, code: 'prompt_argument_invalid' },
  ])('$name with $args → $code', async ({ name, args, code }) => {
    expect(await refusal('prompts/get', { name, arguments: args })).toMatchObject({ code: -32602, data: { code } });
  });
});

describe('/mcp/readonly', () => {
  const names = async (url: string, headers: Record<string, string> = {}) =>
    (await request<{ tools: { name: string }[] }>(hub(), 'tools/list', {}, headers, url)).tools.map(({ name }) => name);

  test('shows of what a key may do that which only reads, and nothing more', async () => {
    const all = await names('/mcp');
    const reading = await names('/mcp/readonly');
    expect(reading).toEqual(all.filter((name) => findTool(name)?.description.annotations.readOnlyHint));
    expect(reading).toContain('asset_view');
    expect(reading).not.toContain('patch_asset');
    const headers = await readerOf('assets.create');
    expect(await names('/mcp/readonly', headers)).toEqual(['whoami']);
    const refused = await callTool(hub(), 'get_asset', { id: UNKNOWN_ID }, headers, '/mcp/readonly');
    expect(errorOf(refused)).toMatchObject({ code: 'auth_forbidden', permission: 'assets.read' });
  });

  test('changes nothing', async () => {
    const { id } = await uploadAsset(hub());
    for (const name of (await names('/mcp')).filter((tool) => !findTool(tool)?.description.annotations.readOnlyHint)) {
      const refused = await callTool(hub(), name, { id }, {}, '/mcp/readonly');
      expect([name, errorOf(refused)]).toMatchObject([
        name,
        { code: 'mcp_read_only', next: expect.stringContaining('/mcp') },
      ]);
    }
    expect((await callTool(hub(), 'get_asset', { id }, {}, '/mcp/readonly')).isError).toBeUndefined();
  });
});

test('the rules of the house come after our own words, whichever way a client begins', async () => {
  const clientInfo = { name: 'test', version: '1' };
  const handshake = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': clientInfo,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const modern = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'server/discover' };
  for (const { instructions } of [
    await request<{ instructions: string }>(hub(), 'initialize', handshake),
    await request<{ instructions: string }>(hub(), 'server/discover', { _meta }, modern),
  ]) {
    expect(instructions).toMatch(/^NekoHub keeps pictures.*\n\nRules of this house: Never make a picture public\.$/s);
  }
});
