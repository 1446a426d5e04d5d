import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type Loaded, loadSettings } from './load.ts';

/** The settings of this process: its environment over the `.env` file in the working directory. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env, dotenvPath = '.env'): Loaded {
  const dotenv = existsSync(dotenvPath) ? parseEnv(readFileSync(dotenvPath, 'utf8')) : {};
  return loadSettings(environment, dotenv);
}
