import autocannon from 'autocannon';
import type { ServerProcess } from './processes.ts';

/** One kind of request, sent again and again. */
export interface Load {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  readonly body?: Buffer;
  readonly connections?: number;
}

/** What one round came to. */
export interface Round {
  readonly requestsPerSecond: number;
  /** CPU of the server for one request; undefined where it cannot be read. */
  readonly cpuMicroseconds: number | undefined;
  readonly p99Ms: number;
}

const CONNECTIONS = 10;

/** Stands for something else in every request of a load. */
export const UNIQUE = '[<id>]';

/** Sends the load for some seconds. @throws Error when any answer was not 2xx: a fast refusal is no result */
export async function sendLoad(server: ServerProcess, load: Load, seconds: number): Promise<Round> {
  const cpuBefore = server.cpuSeconds();
  const result = await autocannon({
    url: `${server.url}${load.path}`,
    method: load.method ?? 'GET',
    headers: load.headers ?? {},
    body: load.body,
    connections: load.connections ?? CONNECTIONS,
    idReplacement: load.path.includes(UNIQUE),
    duration: seconds,
  });
  const cpuAfter = server.cpuSeconds();
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${load.path}: ${result.non2xx} answers were not 2xx, ${result.errors} requests failed.`);
  }
  const cpu = cpuBefore !== undefined && cpuAfter !== undefined ? cpuAfter - cpuBefore : undefined;
  return {
    requestsPerSecond: result.requests.total / result.duration,
    cpuMicroseconds: cpu === undefined ? undefined : (cpu * 1e6) / result.requests.total,
    p99Ms: result.latency.p99,
  };
}

/** The value that this part (0 to 1) of the values does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
