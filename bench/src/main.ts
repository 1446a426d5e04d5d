import { makeHub, type RunningHub, signedIn } from './hub.ts';
import { measureConsole } from './measures/console.ts';
import { measureContent } from './measures/content.ts';
import { measureDerivatives } from './measures/derivatives.ts';
import { measureJobs } from './measures/jobs.ts';
import { measureList } from './measures/list.ts';
import { measureMcp } from './measures/mcp.ts';
import { measureS3 } from './measures/s3.ts';
import { measureSignIns } from './measures/sign-ins.ts';
import { measureStart } from './measures/start.ts';
import { measureThumbnails } from './measures/thumbnails.ts';
import { measureUpload } from './measures/upload.ts';
import { misses, note, progress, table } from './report.ts';
import { seedAssets } from './seed.ts';

const PORT = 5931;
const ASSETS = 20_000;

const LOADS: Readonly<Record<string, (hub: RunningHub) => Promise<void>>> = {
  list: measureList,
  content: measureContent,
  s3: measureS3,
  upload: measureUpload,
  'sign-ins': measureSignIns,
  derivatives: measureDerivatives,
  thumbnails: measureThumbnails,
  jobs: measureJobs,
  mcp: measureMcp,
  console: measureConsole,
};

/** `npm run bench -- list upload` measures these alone. */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in LOADS));
if (unknown.length > 0) {
  process.stderr.write(`There is no "${unknown.join('", "')}". There are: ${Object.keys(LOADS).join(', ')}.\n`);
  process.exit(2);
}

progress('Measuring takes about ten minutes.');
const hub = await makeHub(PORT);
try {
  // Makes the database.
  await (await hub.start()).stop();
  await seedAssets(hub.settings, ASSETS);
  const server = await measureStart(hub);
  try {
    const running = await signedIn(server, hub.folder);
    for (const [name, measure] of Object.entries(LOADS)) {
      if (asked.length === 0 || asked.includes(name)) await measure(running);
    }
    const loaded = server.residentMegabytes();
    if (loaded !== undefined) note('resident memory, after all that', `${loaded.toFixed(0)} MB`, '', undefined);
  } finally {
    await server.stop();
  }
} finally {
  await hub.remove();
}
process.stdout.write(`\n${table()}`);
process.exitCode = misses() > 0 ? 1 : 0;
