import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { bearer } from '../../../test/app.ts';
import { png } from '../../../test/images.ts';
import { startListening } from '../../../test/mcp.ts';
import { uploadAsset } from '../../../test/upload.ts';

interface Content {
  readonly type: string;
  readonly text?: string;
  readonly mimeType?: string;
}

test('who knows only what tools tell of themselves finds the pictures without alternative text, looks and writes it', async () => {
  await using hub = await startListening();
  const bytes = await png(30, 20);
  const missing: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    const isMissing = index % 5 === 0 || index === 3 || index === 11;
    const fields: Record<string, string> = isMissing ? {} : { altText: 'Told before' };
    const { id } = await uploadAsset(hub, { bytes, fields: { ...fields, runEnrichment: 'false' } });
    if (isMissing) missing.push(id);
  }
  expect(missing).toHaveLength(5);
  const { accessToken } = await hub.login();
  const { key } = await makeKey(hub, accessToken, { preset: 'agent' });
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(hub.url, { requestInit: { headers: bearer(key) } }));

  const { tools } = await client.listTools();
  /** The tool that has these arguments and no other duty than to read, or to write. */
  const toolWith = (names: readonly string[], reads: boolean): string => {
    const found = tools.filter(
      ({ inputSchema, annotations }) =>
        (annotations?.readOnlyHint ?? false) === reads &&
        names.every((name) => Object.hasOwn(inputSchema.properties ?? {}, name)),
    );
    return found[0]?.name ?? '';
  };
  const call = async (name: string, args: Record<string, unknown>): Promise<Content[]> => {
    const { content } = await client.callTool({ name, arguments: args });
    return content as Content[];
  };
  const answered = (content: Content[]) => JSON.parse(content[0]?.text ?? '') as Record<string, unknown>;

  const search = toolWith(['hasAltText', 'cursor'], true);
  // A wrong guess is answered with what to do instead.
  const { error } = answered(await call(search, { withoutAltText: true })) as { error: { allowed: string[] } };
  expect(error.allowed).toContain('hasAltText');
  const seen: string[] = [];
  for (let cursor: unknown; cursor !== null; ) {
    const page = answered(await call(search, { hasAltText: false, limit: 2, ...(cursor ? { cursor } : {}) }));
    for (const { id } of page.items as { id: string }[]) {
      const [, image] = await call(toolWith(['id', 'detail'], true), { id });
      expect(image).toMatchObject({ type: 'image', mimeType: 'image/jpeg' });
      seen.push(id);
    }
    cursor = page.nextCursor;
  }
  expect(seen.toSorted()).toEqual(missing.toSorted());
  for (const id of seen) await call(toolWith(['id', 'altText'], false), { id, altText: 'Coloured noise' });
  expect(answered(await call(search, { hasAltText: false }))).toMatchObject({ items: [], total: 0 });
  expect(answered(await call(search, { query: 'noise' }))).toMatchObject({ total: missing.length });
  await client.close();
});
