import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, startProgram } from './program.ts';

/** The real program on a folder and a port of its own. */
export interface Hub {
  readonly url: string;
  readonly dataPath: string;
  /** What the present run has written, such as its set-up link. */
  output(): string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again, on the same folder and port; `env` adds to what it was first given. */
  restart(env?: Record<string, string>): Promise<void>;
  /** Ends it in order, checks that it did, and removes the folder. */
  remove(): Promise<void>;
}

export async function startHub(env: Record<string, string> = {}): Promise<Hub> {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-e2e-'));
  const dataPath = join(folder, 'data');
  // It takes a free port itself: one that was looked for before may be somebody else's by then. A busy machine finishes slowly.
  const settings = { Server__Port: '0', Server__ShutdownTimeoutSeconds: '100', Data__RootPath: dataPath, ...env };
  const start = (more: Record<string, string>) => startProgram(folder, { ...settings, ...more });
  const removeFolder = () => rm(folder, { recursive: true, force: true });

  let program: Program;
  try {
    program = await start({});
  } catch (fault) {
    await removeFolder();
    throw fault;
  }
  const { port } = program;
  return {
    url: `http://127.0.0.1:${port}`,
    dataPath,
    output: () => program.output(),
    kill: () => program.end('SIGKILL'),
    async restart(more = {}) {
      await program.end('SIGTERM');
      program = await start({ Server__Port: String(port), ...more });
    },
    remove: () => program.end('SIGTERM').finally(removeFolder),
  };
}
