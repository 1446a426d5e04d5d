/** Works on all pictures of a folder side by side and says what came of it and how much memory it took. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { convertPicture } from '../src/imaging/convert.ts';
import { DERIVATIVE_KINDS, openPreview } from '../src/imaging/derivatives.ts';
import { stripPicture } from '../src/imaging/strip.ts';
import { WEBP } from '../src/imaging/types.ts';
import { watermarkPicture } from '../src/imaging/watermark.ts';
import { openWorkFolder } from '../src/imaging/work-folder.ts';
import { codeOr, testImaging } from './imaging.ts';

const MARK = { text: '猫', opacity: 0.5, fontSize: 36, position: 'Center' } as const;
const [folder = ''] = process.argv.slice(2);
const imaging = testImaging();
await using work = await openWorkFolder(join(folder, 'work'));

/** Whether the native part of sharp is there. */
const hasSharp = (): boolean => /@img[\\/]+sharp/.test(JSON.stringify(process.report.getReport()));

async function derivatives(path: string): Promise<string> {
  const preview = await openPreview(imaging, path);
  await preview.looks();
  for (const kind of DERIVATIVE_KINDS) await preview.make(kind);
  return 'made';
}

const made = async (task: Promise<unknown>): Promise<string> => ((await task) ? 'made' : 'nothing to do');

async function outcomesOf(name: string): Promise<[name: string, outcomes: string[]]> {
  const path = join(folder, name);
  const tasks = [
    derivatives(path),
    made(stripPicture(imaging, path, work.file())),
    made(watermarkPicture(imaging, path, MARK, work.file())),
    made(convertPicture(imaging, path, { target: WEBP }, work.file())),
  ];
  return [name, await Promise.all(tasks.map(codeOr))];
}

const names = (await readdir(folder)).filter((name) => name !== 'work');
const wasLoaded = hasSharp();
const outcomes = Object.fromEntries(await Promise.all(names.map(outcomesOf)));
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ wasLoaded, isLoaded: hasSharp(), outcomes, peakMegabytes }));
