import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createTestFolder } from '../../test/files.ts';
import { goldenPictures } from '../../test/golden.ts';

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
