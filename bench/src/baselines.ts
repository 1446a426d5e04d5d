import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServer } from './processes.ts';

const PORT = 5932;

/** Runs `measure` beside a bare server (a file in `baselines/`) and stops that again. */
export async function besideLimit(
  name: string,
  argument: string,
  measure: (limit: ServerProcess) => Promise<void>,
): Promise<void> {
  const script = fileURLToPath(new URL(`./baselines/${name}.ts`, import.meta.url));
  const limit = await startServer([script, String(PORT), argument], PORT, '/');
  try {
    await measure(limit);
  } finally {
    await limit.stop();
  }
}
