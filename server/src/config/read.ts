import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { OperatorError } from '../core/operator-error.ts';
import { type Loaded, loadSettings } from './load.ts';

/**
 * The settings of this process: its environment over the `.env` file in the working directory.
 * @throws OperatorError when there is a file that cannot be read
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env, dotenvPath = '.env'): Loaded {
  return loadSettings(environment, existsSync(dotenvPath) ? readDotenv(dotenvPath) : {});
}

function readDotenv(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new OperatorError(`The file ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
