import { expect, test } from 'vitest';
import { API_KEY } from '../../../test/app.ts';
import { inspect } from '../../../test/inspector.ts';
import { startListening } from '../../../test/mcp.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { TOOLS } from './registry.ts';

test("the Inspector's command line lists, calls and reads", async () => {
  await using hub = await startListening();
  const { id } = await uploadAsset(hub, { fileName: '花园.png', fields: { altText: 'A garden' } });
  const ask = async <Answer>(method: string, ...options: string[]): Promise<Answer> =>
    JSON.parse(await inspect(hub.url, API_KEY, method, options)) as Answer;

  const { tools } = await ask<{ tools: object[] }>('tools/list');
  expect(tools).toMatchObject(TOOLS.map(({ description: { name, inputSchema } }) => ({ name, inputSchema })));
  expect(await ask('tools/call', '--tool-name', 'list_assets', '--tool-arg', 'pageSize=5')).toMatchObject({
    structuredContent: { items: [{ id, originalFileName: '花园.png' }], pageSize: 5, total: 1 },
  });
  expect(await ask('tools/call', '--tool-name', 'asset_view', '--tool-arg', `id=${id}`)).toMatchObject({
    content: [{ type: 'text' }, { type: 'image', mimeType: 'image/jpeg' }],
  });
  expect(await ask('resources/read', '--uri', `asset://${id}`)).toMatchObject({
    contents: [{ uri: `asset://${id}`, text: expect.stringContaining('A garden') }],
  });
  expect(await ask('prompts/get', '--prompt-name', 'inspect_asset', '--prompt-args', `assetId=${id}`)).toMatchObject({
    messages: [{ content: { text: expect.stringContaining(id) } }],
  });
  await expect(inspect(hub.url, 'wrong', 'tools/list')).rejects.toThrow(/401|api_key_invalid|[Uu]nauthorized/);
});
