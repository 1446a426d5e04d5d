import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as FormerClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as FormerTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, test } from 'vitest';
import { API_KEY, bearer } from '../../../test/app.ts';
import { callEveryTool, EVERY_TOOL_SETTINGS } from '../../../test/every-tool.ts';
import { startHttpServer } from '../../../test/http-server.ts';
import { png } from '../../../test/images.ts';
import { startListening } from '../../../test/mcp.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { TOOLS } from './registry.ts';

const info = { name: 'test', version: '1.0.0' };
const withKey = (key: string) => ({ requestInit: { headers: bearer(key) } });

interface ToolCall {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
}

/** What the official clients have in common; they check each answer against the schema that was listed. */
interface AnyClient {
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(call: ToolCall): Promise<{ structuredContent?: unknown; content?: unknown; isError?: unknown }>;
  close(): Promise<void>;
}

async function connect(
  mode: 'auto' | 'legacy',
  url: URL,
  key: string,
): Promise<Client & { revision: string | undefined }> {
  const client = new Client(info, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(url, withKey(key)));
  return Object.assign(client, { revision: client.getNegotiatedProtocolVersion() });
}

async function connectFormer(url: URL, key: string): Promise<AnyClient & { revision: string | undefined }> {
  const client = new FormerClient(info);
  const transport = new FormerTransport(url, withKey(key));
  await client.connect(transport);
  return Object.assign(client as AnyClient, { revision: transport.protocolVersion });
}

interface Case {
  readonly client: string;
  readonly revision: string;
  open(url: URL, key: string): Promise<AnyClient & { revision: string | undefined }>;
}

const CLIENTS: readonly Case[] = [
  { client: 'SDK 2 on 2026-07-28', revision: '2026-07-28', open: (url: URL, key: string) => connect('auto', url, key) },
  { client: 'SDK 2 as it comes', revision: '2025-11-25', open: (url: URL, key: string) => connect('legacy', url, key) },
  { client: 'SDK 1', revision: '2025-11-25', open: connectFormer },
];

describe.each(CLIENTS)('$client', ({ revision, open }) => {
  test('adds a picture, finds it, reads it and loads it', async () => {
    await using hub = await startListening();
    const client = await open(hub.url, API_KEY);
    expect(client.revision).toBe(revision);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ description }) => description.name));

    const bytes = await png(8, 6);
    const uploaded = await client.callTool({
      name: 'upload_asset',
      arguments: {
        fileName: '花园.png',
        contentType: 'image/png',
        contentBase64: bytes.toString('base64'),
        altText: 'A garden',
      },
    });
    const asset = uploaded.structuredContent as { id: string };
    expect(asset).toMatchObject({
      status: 'ready',
      originalFileName: '花园.png',
      contentType: 'image/png',
      extension: '.png',
      size: bytes.length,
      width: 8,
      height: 6,
      isPublic: true,
      description: null,
      altText: 'A garden',
      latestExecutionSummary: null,
    });
    for (const hidden of ['storedFileName', 'storageProvider', 'storageProviderProfileId', 'storageKey']) {
      expect(asset).not.toHaveProperty(hidden);
    }

    const list = await client.callTool({ name: 'list_assets', arguments: { query: '花' } });
    expect(list.structuredContent).toMatchObject({ items: [{ id: asset.id }], page: 1, pageSize: 20, total: 1 });
    expect(list.structuredContent).not.toHaveProperty('nextCursor');

    const read = await client.callTool({ name: 'get_asset', arguments: { id: asset.id } });
    expect(read.structuredContent).toEqual(asset);
    expect(read.content).toEqual([{ type: 'text', text: JSON.stringify(read.structuredContent) }]);

    const link = await client.callTool({ name: 'get_asset_content_url', arguments: { id: asset.id } });
    const { contentUrl } = link.structuredContent as { contentUrl: string };
    expect(link.structuredContent).toEqual({ id: asset.id, contentUrl, preserveMethod: true });
    const content = await fetch(contentUrl);
    expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true);
    await client.close();
  });

  test('calls every tool on real pictures, and each answer fits what was listed', async () => {
    const bytes = await png(20, 20);
    await using site = await startHttpServer((_request, response) => response.end(bytes));
    await using hub = await startListening({ settings: EVERY_TOOL_SETTINGS });
    const client = await open(hub.url, API_KEY);
    await callEveryTool(client, `${site.url}/b.png`, () => hub.app.jobs.start());
    await client.close();
  });

  test('sees the code of a refusal, also when it checks answers', async () => {
    await using hub = await startListening();
    const client = await open(hub.url, API_KEY);
    await client.listTools();
    const refused = await client.callTool({ name: 'get_asset', arguments: { id: crypto.randomUUID() } });
    expect(refused.isError).toBe(true);
    expect(JSON.stringify(refused.content)).toContain('asset_not_found');
    await client.close();
  });

  test('is not told an unknown tool apart from its arguments being wrong: both are invalid parameters', async () => {
    await using hub = await startListening();
    const client = await open(hub.url, API_KEY);
    await expect(client.callTool({ name: 'no_such_tool', arguments: {} })).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });

  test('is refused with a wrong key and with an access token', async () => {
    await using hub = await startListening();
    const { accessToken } = await hub.login();
    for (const credential of ['wrong', accessToken]) await expect(open(hub.url, credential)).rejects.toThrow();
  });
});

test.each(['auto', 'legacy'] as const)('a client that negotiates %s hears how far a skill is', async (mode) => {
  await using hub = await startListening();
  hub.app.jobs.start();
  const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  const client = await connect(mode, hub.url, API_KEY);
  const heard: number[] = [];
  const run = { name: 'run_asset_skill', arguments: { assetId: id, skillName: 'thumbnail' } };
  const { structuredContent } = await client.callTool(run, { onprogress: ({ progress }) => heard.push(progress) });
  expect(structuredContent).toMatchObject({ succeeded: true });
  expect(heard.length).toBeGreaterThan(0);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
  await client.close();
});

test('a picture that lost its name still fits the listed schema', async () => {
  await using hub = await startListening();
  const client = await connectFormer(hub.url, API_KEY);
  await client.listTools();
  const bytes = await png();
  const args = {
    fileName: 'a.png',
    contentType: 'image/png',
    contentBase64: bytes.toString('base64'),
    isPublic: false,
  };
  const uploaded = await client.callTool({ name: 'upload_asset', arguments: args });
  const { id } = uploaded.structuredContent as { id: string };
  await hub.server.inject({
    method: 'PATCH',
    url: `/api/v1/assets/${id}`,
    headers: bearer(API_KEY),
    payload: { originalFileName: null },
  });
  const read = await client.callTool({ name: 'get_asset', arguments: { id } });
  expect(read.structuredContent).toMatchObject({ originalFileName: null, publicUrl: null, isPublic: false });
  await client.close();
});
