import { expect } from 'vitest';
import { TOOLS } from '../src/modules/mcp/registry.ts';
import { png } from './images.ts';
import { S3_PROFILE } from './storage-profiles.ts';

interface Called {
  readonly structuredContent?: unknown;
  readonly content?: unknown;
  readonly isError?: unknown;
}

/** A client of any kind; the official ones hold each answer against the schema that was listed. */
export interface ToolClient {
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<Called>;
}

/** What a program needs for {@link callEveryTool}: an address of this machine can be loaded. */
export const EVERY_TOOL_SETTINGS = { Mcp__UploadFromUrl__AllowedNetworks: '127.0.0.1' };

/**
 * Calls each tool there is once or more on real pictures, none of which may fail.
 * @param url where a picture is
 * @param startJobs begins the work behind requests, which rests until then, so that some of it can be stopped
 */
export async function callEveryTool(client: ToolClient, url: string, startJobs: () => void): Promise<void> {
  const called = new Set<string>();
  await client.listTools();
  const call = async (name: string, args: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
    called.add(name);
    const { content, isError, structuredContent } = await client.callTool({ name, arguments: args });
    const [text] = content as [{ text: string }];
    expect([name, isError ?? false, text.text.slice(0, isError ? 500 : 0)]).toEqual([name, false, '']);
    const value = JSON.parse(text.text) as Record<string, unknown>;
    if (structuredContent !== undefined) expect(structuredContent).toEqual(value);
    return value;
  };

  const bytes = await png(40, 30);
  const file = { fileName: 'a.png', contentType: 'image/png' };
  const { id } = await call('upload_asset', { ...file, contentBase64: bytes.toString('base64') });
  const { id: other } = await call('upload_from_url', { url, altText: 'From elsewhere' });
  const ticket = await call('upload_ticket', { ...file, size: bytes.length });
  const sent = await fetch(String(ticket.url), { method: String(ticket.method), body: new Uint8Array(bytes) });
  expect(sent.status).toBe(201);
  for (const name of ['get_asset', 'get_asset_content_url', 'asset_view']) await call(name, { id });
  await call('asset_sheet', { ids: [id, other] });
  for (const name of ['list_assets', 'search_assets', 'get_asset_usage_stats', 'list_skills', 'whoami'])
    await call(name);
  await call('patch_asset', { id, altText: 'A garden', originalFileName: null });

  const steps = [{ skillName: 'exif-strip' }];
  const { id: workflowId } = await call('create_workflow', { name: 'Strip', steps });
  await call('update_workflow', { id: workflowId, name: 'Clean', steps });
  await call('list_workflows');
  const { jobId } = await call('run_workflow', { assetId: id, workflowId });
  await call('cancel_job', { id: jobId });
  await call('retry_job', { id: jobId });
  await call('get_job', { id: jobId });
  await call('list_jobs', { assetId: id });
  startJobs();
  await call('run_asset_skill', { assetId: id, skillName: 'thumbnail' });
  await call('get_asset', { id });
  await call('delete_workflow', { id: workflowId });

  const { id: storeId } = await call('create_storage_profile', { ...S3_PROFILE, isEnabled: false });
  await call('update_storage_profile', { id: storeId, displayName: 'Elsewhere' });
  await call('list_storage_profiles');
  await call('delete_storage_profile', { id: storeId });

  await call('delete_asset', { id });
  await call('batch_delete_assets', { ids: [other, id] });
  expect([...called].sort()).toEqual(TOOLS.map(({ description }) => description.name));
}
