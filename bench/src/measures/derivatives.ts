import { writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { DERIVATIVE_KINDS, openPreview } from '../../../server/src/imaging/derivatives.ts';
import { createMemoryBudget } from '../../../server/src/imaging/memory-budget.ts';
import type { Imaging } from '../../../server/src/imaging/picture.ts';
import { withSharp } from '../../../server/src/imaging/sharp.ts';
import { openWorkFolder } from '../../../server/src/imaging/work-folder.ts';
import { median } from '../load.ts';
import { makePicture } from '../pictures.ts';
import { note } from '../report.ts';

const AT_LEAST = 0.8;
const ROUNDS = 5;
const PICTURES_A_ROUND = 12;

/** Twelve megapixels, two megapixels, a screen. */
const PICTURES = [
  [4032, 3024, 'jpeg'],
  [1600, 1200, 'jpeg'],
  [1920, 1080, 'png'],
] as const;

const fit = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const;

type Work = (path: string) => Promise<unknown>;

/** Pictures per second through all derivatives, as a share of what sharp does when it makes just the same files. */
export async function measureDerivatives(): Promise<void> {
  await using work = await openWorkFolder(tmpdir());
  const paths = await Promise.all(
    PICTURES.map(async ([width, height, format]) => {
      const path = work.file();
      await writeFile(path, await makePicture(width, height, format));
      return path;
    }),
  );
  const imaging: Imaging = {
    limits: { maxPixels: 1e8, maxFrames: 1000 },
    memory: createMemoryBudget(320 * 1024 * 1024),
    timeoutSeconds: 60,
  };
  const ours: Work = async (path) => {
    const preview = await openPreview(imaging, path);
    await preview.looks();
    for (const kind of DERIVATIVE_KINDS) await preview.make(kind);
  };
  const ways = { ours, decodedOnce, decodedEach };
  for (const way of Object.values(ways)) await measure(way, paths);
  const rounds: Record<keyof typeof ways, Speed>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      decodedOnce: await measure(decodedOnce, paths),
      ours: await measure(ours, paths),
      decodedEach: await measure(decodedEach, paths),
    });
  }
  // The faster way of the two is the limit.
  const share = median(
    rounds.map((round) => round.ours.perSecond / Math.max(round.decodedOnce.perSecond, round.decodedEach.perSecond)),
  );
  const figures = (way: keyof typeof ways): string => {
    const perSecond = median(rounds.map((round) => round[way].perSecond));
    return `${perSecond.toFixed(1)}/s, CPU ${median(rounds.map((round) => round[way].cpuMs)).toFixed(0)} ms`;
  };
  const value = `${Math.round(share * 100)} % of bare sharp (${figures('ours')}; decoding once ${figures('decodedOnce')}; for each file ${figures('decodedEach')})`;
  note('pictures through all derivatives', value, `at least ${AT_LEAST * 100} %`, share >= AT_LEAST);
}

interface Speed {
  readonly perSecond: number;
  /** Of one picture, on all cores. */
  readonly cpuMs: number;
}

/** All cores work on pictures until so many are done. */
async function measure(way: Work, paths: readonly string[]): Promise<Speed> {
  let next = 0;
  const worker = async () => {
    while (next < PICTURES_A_ROUND) {
      const path = paths[next % paths.length] ?? '';
      next += 1;
      await way(path);
    }
  };
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: (PICTURES_A_ROUND * 1000) / (performance.now() - startedAt),
    cpuMs: (user + system) / 1000 / PICTURES_A_ROUND,
  };
}

/** The way that needs least work: one decoding, everything else from its result. */
const decodedOnce: Work = (path) =>
  withSharp(async (sharp) => {
    const large = await sharp(path).autoOrient().resize(fit(1280)).raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = large.info;
    const from = () => sharp(large.data, { raw: { width, height, channels } });
    await from().resize(fit(256)).png({ adaptiveFiltering: true }).toBuffer();
    for (const side of [256, 640, 1280]) await from().resize(fit(side)).webp({ effort: 2 }).toBuffer();
  });

/** The way of the manual: every file from the original. */
const decodedEach: Work = async (path) =>
  withSharp(async (sharp) => {
    const from = () => sharp(path).autoOrient();
    await from().resize(fit(256)).png({ adaptiveFiltering: true }).toBuffer();
    for (const side of [256, 640, 1280]) await from().resize(fit(side)).webp({ effort: 2 }).toBuffer();
  });
