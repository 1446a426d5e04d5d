import type { Comparison } from './compare.ts';

const lines: { name: string; value: string; target: string; met: boolean }[] = [];

/** Notes one result with what it should be. */
export function note(name: string, value: string, target: string, met: boolean): void {
  lines.push({ name, value, target, met });
  process.stdout.write(`${met ? 'ok  ' : 'MISS'}  ${name}: ${value} (target ${target})\n`);
}

export function noteShare(name: string, { hub, limit, share, cpuShare }: Comparison, atLeast: number): void {
  const cpu =
    hub.cpuMicroseconds && limit.cpuMicroseconds && cpuShare
      ? `; CPU ${hub.cpuMicroseconds.toFixed(0)} against ${limit.cpuMicroseconds.toFixed(0)} µs, ${percent(cpuShare)}`
      : '';
  const rate = `${hub.requestsPerSecond.toFixed(0)} of ${limit.requestsPerSecond.toFixed(0)} requests/s`;
  const value = `${percent(share)} of the raw limit (${rate}${cpu}; p99 ${hub.p99Ms} ms)`;
  note(name, value, `at least ${percent(atLeast)}`, share >= atLeast);
}

/** How many results missed their target. */
export const misses = (): number => lines.filter((line) => !line.met).length;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
