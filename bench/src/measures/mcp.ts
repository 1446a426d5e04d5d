import { makeHub } from '../hub.ts';
import { median } from '../load.ts';
import { runMcpClient, type Tally } from '../mcp-client.ts';
import type { ServerProcess } from '../processes.ts';
import { note, progress } from '../report.ts';
import { seedAssets } from '../seed.ts';

const PORT = 5932;
const ASSETS = 1000;
const CLIENTS = 200;
const SECONDS = 60;
/** A process grows until its caches are full and V8 has seen it all; flat is what it is after that. */
const WARM_SECONDS = 40;
const RESTART_SECONDS = 20;
const MAX_GROWTH = 1.15;
const KEY = 'key of the bench, long enough to be one';

/** Agents of both kinds of revision that all call at once, for a minute; then again, with a restart in the middle. A server of its own. */
export async function measureMcp(): Promise<void> {
  const hub = await makeHub(PORT, { Auth__ApiKey__Enabled: 'true', Auth__ApiKey__Keys__0: KEY });
  let server: ServerProcess | undefined;
  try {
    await (await hub.start()).stop();
    await seedAssets(hub.settings, ASSETS);
    server = await hub.start();
    const { url } = server;
    const steady = load(url, () => false);
    const early = await memory(server, WARM_SECONDS);
    const late = await memory(server, SECONDS - WARM_SECONDS);
    const tally = await steady.end();
    const rate = Math.round(tally.answers / SECONDS);
    note(`${CLIENTS} agents for ${SECONDS} s`, `${rate}/s`, 'no error', tally.errors.length === 0);
    if (tally.errors.length > 0) progress(`    ${tally.errors.length} errors, the first: ${tally.errors[0]}`);
    if (early && late) {
      const grown = `${early.toFixed(0)} → ${late.toFixed(0)} MB`;
      note('their memory, early and late', grown, `≤ ${MAX_GROWTH} ×`, late <= early * MAX_GROWTH);
    }

    let isAway = false;
    const interrupted = load(url, () => isAway);
    await pause(RESTART_SECONDS / 2);
    isAway = true;
    await server.stop();
    server = await hub.start();
    // Those that were answered by nobody have been answered by the new one by then.
    await pause(2);
    isAway = false;
    await pause(RESTART_SECONDS / 2);
    const { errors, repeated } = await interrupted.end();
    note('a restart in the middle', `${repeated} sent again`, 'no client lost', errors.length === 0);
    if (errors.length > 0) progress(`    ${errors.length} errors, the first: ${errors[0]}`);
  } finally {
    await server?.stop();
    await hub.remove();
  }
}

function load(url: string, mayBeAway: () => boolean): { end(): Promise<Tally> } {
  const tally: Tally = { answers: 0, repeated: 0, errors: [] };
  let goesOn = true;
  const options = { url: `${url}/mcp`, key: KEY, tally, mayBeAway, isRunning: () => goesOn };
  const clients = Array.from({ length: CLIENTS }, (_, index) =>
    runMcpClient({ ...options, revision: index % 2 ? 'stateless' : 'handshake' }),
  );
  return {
    async end() {
      goesOn = false;
      await Promise.all(clients);
      return tally;
    },
  };
}

/** The usual resident memory in the second half of these seconds. */
async function memory(server: ServerProcess, seconds: number): Promise<number | undefined> {
  const samples: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    await pause(1);
    const now = server.residentMegabytes();
    if (now !== undefined && second >= seconds / 2) samples.push(now);
  }
  return samples.length > 0 ? median(samples) : undefined;
}

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
