import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { API_KEY, bearer } from '../../test/app.ts';
import { createTestFolder } from '../../test/files.ts';
import { type GoldenPicture, goldenPictures } from '../../test/golden.ts';
import { MEASURED_SERVER, runProgram } from '../../test/program.ts';
import type { Asset, AssetItem } from '../modules/assets/schema.ts';
import type { JobSummary } from '../modules/jobs/schema.ts';

const PROCESS = fileURLToPath(new URL('../../test/imaging-process.ts', import.meta.url));
const MAX_MEGABYTES = 512;
const TIMEOUT_MS = 300_000;

/** One colour, interlaced: small as a file, but decoders hold it whole. */
const interlaced = (side: number): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#3366cc' } })
    .png({ progressive: true, compressionLevel: 1 })
    .toBuffer();

test(
  'everything at once stays within 512 MB, and nothing is loaded before it is needed',
  async () => {
    await using folder = await createTestFolder();
    const golden = await goldenPictures();
    const files: Record<string, Buffer> = {
      ...Object.fromEntries(golden.map(({ bytes }, index) => [`golden-${index}`, bytes])),
      // Twice what the budget has just room for, once what it never has.
      'large-1': await interlaced(8200),
      'large-2': await interlaced(8200),
      'too-large': await interlaced(9900),
    };
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder.path, name), bytes);

    const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, folder.path], { maxBuffer: 1e7 });
    const { wasLoaded, isLoaded, outcomes, peakMegabytes } = JSON.parse(stdout);
    expect({ wasLoaded, isLoaded }).toEqual({ wasLoaded: false, isLoaded: true });
    expect(peakMegabytes).toBeLessThan(MAX_MEGABYTES);
    const nothing = 'nothing to do';
    for (const [index, { refused, name }] of golden.entries()) {
      const [derivatives, stripped, ...others] = outcomes[`golden-${index}`];
      expect([derivatives, ...others], name).toEqual(Array(3).fill(refused ?? 'made'));
      expect(refused ? [refused] : ['made', nothing], name).toContain(stripped);
    }
    const exceeded = 'asset_memory_exceeded';
    for (const name of ['large-1', 'large-2']) {
      expect(outcomes[name], name).toEqual(['made', nothing, exceeded, exceeded]);
    }
    expect(outcomes['too-large']).toEqual([exceeded, nothing, exceeded, exceeded]);
  },
  TIMEOUT_MS,
);

test(
  'the whole server stays within 512 MB while everything is uploaded, shown, converted and marked at once',
  async () => {
    await using folder = await createTestFolder();
    const golden = await goldenPictures();
    const env = { Data__RootPath: folder.path, Server__Port: '0', Auth__ApiKey__Keys__0: API_KEY };
    const program = runProgram(['serve'], env, folder.path, { script: MEASURED_SERVER });
    try {
      const url = await program.ready();
      const send = async <Data>(path: string, init: RequestInit = {}) => {
        const headers = { ...bearer(API_KEY), ...(init.headers as Record<string, string>) };
        const answer = await fetch(`${url}/api/v1${path}`, { ...init, headers });
        return (await answer.json()) as { data: Data; error?: { code: string } };
      };
      const upload = async ({ name, type, bytes }: GoldenPicture) => {
        const body = new FormData();
        body.set('file', new Blob([Uint8Array.from(bytes)], { type: type.contentType }), name);
        return send<Asset>('/assets', { method: 'POST', body });
      };
      const uploads = await Promise.all(golden.map(upload));
      expect(uploads.map(({ error }) => error?.code)).toEqual(golden.map(({ refused }) => refused));
      const kept = uploads.flatMap(({ error, data }) => (error ? [] : [data.id]));
      const run = (id: string, skill: string, parameters: object) =>
        send<{ jobId: string }>(`/assets/${id}/skills/${skill}/run`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', prefer: 'respond-async' },
          body: JSON.stringify({ parameters }),
        });
      const marks = kept.map((id) => run(id, 'watermark', { Text: '猫' }));
      const conversions = kept.map((id) => run(id, 'format-convert', { TargetFormat: 'avif' }));
      const runs = await Promise.all([...marks, ...conversions]);
      expect(runs.filter(({ error }) => error)).toEqual([]);

      const left = async () => {
        const { lanes } = (await send<JobSummary>('/jobs/summary')).data;
        return lanes.reduce((sum, { queued, running }) => sum + queued + running, 0);
      };
      await expect.poll(left, { timeout: TIMEOUT_MS, interval: 100 }).toBe(0);
      const { items } = (await send<{ items: AssetItem[] }>('/assets?pageSize=100')).data;
      expect(items).toHaveLength(kept.length);
      expect(items.filter(({ thumbnailUrl }) => thumbnailUrl === null)).toEqual([]);
    } finally {
      await program.stop();
    }
    const [, peak] = /^Peak: (\d+) MB$/m.exec(program.output()) ?? [];
    expect(Number(peak), program.output()).toBeLessThan(MAX_MEGABYTES);
  },
  TIMEOUT_MS,
);
