import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CREDENTIAL_SHAPES } from '../../server/test/used-credentials.ts';

const sources = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
const main = process.env.NEKOHUB_PROGRAM ?? sources;
/** What Node made of the program, for the next one that starts. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/nekohub/compiled-sources', import.meta.url));
const readyWithinMs = 120_000;
const stoppedWithinMs = 120_000;

/** One run of the real program, from its start to its end. */
export interface Program {
  /** Where it listens. */
  readonly port: number;
  /** Everything it has written. */
  output(): string;
  /**
   * Ends it and waits; SIGTERM must end it in time and with code 0, SIGKILL ends anything. Fails when a credential is in
   * what it has written.
   */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts the program in `folder` and waits until it has said where it is and answers there that it is ready. */
export async function startProgram(folder: string, env: Record<string, string>): Promise<Program> {
  const { PATH, HOME, TMPDIR, SYSTEMROOT } = process.env;
  // Neither this machine's settings nor a .env of the repository may decide a test.
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { PATH, HOME, TMPDIR, SYSTEMROOT, NODE_COMPILE_CACHE: compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()));
  try {
    const port = await readyPort(child, () => written);
    return {
      port,
      output: () => written,
      async end(signal) {
        await end(child, signal, () => written);
        refuseLeaks(written, env);
      },
    };
  } catch (fault) {
    await end(child, 'SIGKILL', () => written);
    throw new Error(`${String(fault)}\nIt wrote:\n${written}`);
  }
}

async function readyPort(child: ChildProcess, output: () => string): Promise<number> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`The program ended with code ${child.exitCode} while starting.`);
    // All that it says, a set-up link too, comes at once, when it listens.
    const port = Number(/^NekoHub is running at \S+:(\d+)$/m.exec(output())?.[1]);
    if (port > 0) {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
      if (answer?.ok) return port;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The program was not ready within ${readyWithinMs} ms.`);
}

/** Nothing of what looks like a credential, nor a password or a key of the settings. */
function refuseLeaks(written: string, env: Record<string, string>): void {
  const secrets = Object.entries(env).flatMap(([name, value]) =>
    /Password$|Keys__\d+$|Secret/.test(name) ? value : [],
  );
  const line = written
    .split('\n')
    .find((text) => CREDENTIAL_SHAPES.test(text) || secrets.some((secret) => text.includes(secret)));
  if (line) throw new Error(`A credential is in the log: ${line}`);
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL', output: () => string): Promise<void> {
  if (hasEnded(child)) return;
  const late = setTimeout(() => child.kill('SIGKILL'), stoppedWithinMs);
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  clearTimeout(late);
  if (signal === 'SIGTERM' && child.exitCode !== 0) {
    throw new Error(
      `The program did not stop in order (code ${child.exitCode}, ${child.signalCode}). It wrote:\n${output()}`,
    );
  }
}
