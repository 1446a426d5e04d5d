import { ACCOUNT } from './hub.ts';
import type { ServerProcess } from './processes.ts';

const SIGN_INS = 200;

/** Signs in 200 times at once and pings all the while; returns the p99 of the pings and how the sign-ins ended. */
export async function signInBurst(server: ServerProcess): Promise<{ p99Ms: number; byStatus: Map<number, number> }> {
  const byStatus = new Map<number, number>();
  let running = true;
  const burst = Promise.all(
    Array.from({ length: SIGN_INS }, async () => {
      const { status } = await fetch(`${server.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(ACCOUNT),
      });
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    }),
  ).finally(() => {
    running = false;
  });
  const pings: number[] = [];
  while (running) {
    const startedAt = performance.now();
    await (await fetch(`${server.url}/api/v1/system/ping`)).arrayBuffer();
    pings.push(performance.now() - startedAt);
  }
  await burst;
  pings.sort((a, b) => a - b);
  return { p99Ms: pings[Math.floor(pings.length * 0.99)] ?? 0, byStatus };
}
