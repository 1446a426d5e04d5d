import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** What Node made of the sources, for the next one that starts: most of what starting from them takes. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/nekohub/compiled-sources', import.meta.url));
/** Jobs alone, of a kind that only tests know. */
export const JOB_WORKER = fileURLToPath(new URL('./programs/job-worker.ts', import.meta.url));
/** The program, which ends with a line `Peak: 123 MB`. */
export const MEASURED_SERVER = fileURLToPath(new URL('./programs/measured-server.ts', import.meta.url));

export interface Program {
  /** What it has written to stdout and stderr so far. */
  output(): string;
  /** The address in its banner. Rejects with its output when it ends before. */
  ready(): Promise<string>;
  /** Its exit code, when it has ended and all its output is read. */
  ended(): Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * The program as a process of its own, with no environment of NekoHub's but this, in the folder `cwd`.
 * @param input what it finds on its standard input
 */
export function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  { script = MAIN, input = '' }: { script?: string; input?: string } = {},
): Program {
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILED, ...env },
  });
  const closed = once(child, 'close');
  // A program that does not read may have ended before it is all written.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  let output = '';
  const banner = Promise.withResolvers<string>();
  const hear = (chunk: Buffer) => {
    output += chunk.toString('utf8');
    const url = /^NekoHub is running at (\S+)$/m.exec(output)?.[1];
    if (url) banner.resolve(url);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  void closed.then(() => banner.reject(new Error(`The program ended at once:\n${output}`)));
  banner.promise.catch(() => {});

  const ended = async () => {
    await closed;
    return child.exitCode;
  };
  return {
    output: () => output,
    ready: () => banner.promise,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended();
    },
  };
}
