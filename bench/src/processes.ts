import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TICKS_PER_SECOND = 100;
const START_TIMEOUT_MS = 30_000;

/** A server under measurement. */
export interface ServerProcess {
  readonly url: string;
  /** From the start of the process to its first answer. */
  readonly startMs: number;
  /** CPU seconds up to there; undefined where /proc does not exist. */
  readonly startCpuSeconds: number | undefined;
  /** CPU seconds used so far, user and system; undefined where /proc does not exist. */
  cpuSeconds(): number | undefined;
  residentMegabytes(): number | undefined;
  stop(): Promise<void>;
}

/**
 * Starts a Node program that answers at `http://127.0.0.1:<port><readyPath>` and waits for that answer.
 * @param args of Node, relative to the repository's root
 */
export async function startServer(
  args: readonly string[],
  port: number,
  readyPath: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await firstAnswer(`${url}${readyPath}`, child);
  return {
    url,
    startMs: performance.now() - startedAt,
    startCpuSeconds: cpuSeconds(child),
    cpuSeconds: () => cpuSeconds(child),
    residentMegabytes: () => residentMegabytes(child),
    async stop() {
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

async function firstAnswer(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server for ${url} ended with code ${child.exitCode}.`);
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  throw new Error(`No answer from ${url}.`);
}

/** proc(5): fields 14 and 15 of stat, in clock ticks. The name in brackets may hold blanks, so count from behind it. */
function cpuSeconds({ pid }: ChildProcess): number | undefined {
  const fields = readProc(`/proc/${pid}/stat`)?.split(') ')[1]?.split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function residentMegabytes({ pid }: ChildProcess): number | undefined {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readProc(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
