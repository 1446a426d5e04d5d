import { type RunningHub, signIn } from '../hub.ts';
import { percentile } from '../load.ts';
import type { ServerProcess } from '../processes.ts';
import { note } from '../report.ts';

/** Fit into the queue of an account (256). */
const BURST = 200;
const TOO_MANY = 400;

/** Many sign-ins at once: what else is asked meanwhile must not wait for them, and those beyond the queue are told when to come back. */
export async function measureSignIns({ server }: RunningHub): Promise<void> {
  const burst = await signInAtOnce(server, BURST);
  const ping = `${burst.pingP99Ms.toFixed(0)} ms`;
  const allIn = burst.outcomes.size === 1 && burst.outcomes.has('200');
  note(`ping during ${BURST} sign-ins at once, p99`, ping, '≤ 100 ms', burst.pingP99Ms <= 100);
  note(`answers to ${BURST} sign-ins at once`, told(burst.outcomes), 'all 200', allIn);

  const { outcomes } = await signInAtOnce(server, TOO_MANY);
  const known = ['200', '503 with Retry-After'];
  const met = [...outcomes.keys()].every((outcome) => known.includes(outcome)) && outcomes.size === known.length;
  note(`answers to ${TOO_MANY} sign-ins at once`, told(outcomes), '200, or 503 with Retry-After', met);
}

/** Signs in `count` times at once and pings all the while. */
async function signInAtOnce(server: ServerProcess, count: number) {
  const outcomes = new Map<string, number>();
  let running = true;
  const burst = Promise.all(
    Array.from({ length: count }, async () => {
      const answer = await signIn(server);
      await answer.arrayBuffer();
      const outcome = answer.headers.has('retry-after') ? `${answer.status} with Retry-After` : String(answer.status);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
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
  return { outcomes, pingP99Ms: percentile(pings, 0.99) };
}

const told = (outcomes: ReadonlyMap<string, number>): string =>
  [...outcomes].map(([outcome, count]) => `${count} × ${outcome}`).join(', ');
