import { setTimeout } from 'node:timers/promises';
import type { Hub } from '../hub.ts';
import { median } from '../load.ts';
import type { ServerProcess } from '../processes.ts';
import { note } from '../report.ts';

const STARTS = 5;
/** For what a start leaves behind to be cleared away. */
const IDLE_MS = 3000;

/** Starts it several times, as `npm start` does when nothing is to be installed or built; the last one runs on. */
export async function measureStart(hub: Hub): Promise<ServerProcess> {
  const startMs: number[] = [];
  const cpuMs: number[] = [];
  let server = await hub.start();
  for (;;) {
    startMs.push(server.startMs);
    if (server.startCpuSeconds !== undefined) cpuMs.push(server.startCpuSeconds * 1000);
    if (startMs.length === STARTS) break;
    await server.stop();
    server = await hub.start();
  }
  const typicalMs = median(startMs);
  const cpu = cpuMs.length > 0 ? ` (CPU ${median(cpuMs).toFixed(0)} ms)` : '';
  note('start to first answer', `${typicalMs.toFixed(0)} ms${cpu}`, '≤ 1000 ms', typicalMs <= 1000);
  await setTimeout(IDLE_MS);
  const idle = server.residentMegabytes();
  if (idle !== undefined) note('resident memory, idle', `${idle.toFixed(0)} MB`, '≤ 150 MB', idle <= 150);
  return server;
}
