import { ConfigError, toConfig } from './config/config.ts';
import { describeSettings } from './config/describe.ts';
import { readSettings } from './config/read.ts';

const HELP = `NekoHub

  serve          start the server (what happens without a command)
  config         print the settings in force and where each came from; secrets are hidden
  openapi        print the API description (OpenAPI 3.1, JSON)
  help           print this
`;

const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  serve: async () => (await import('./serve.ts')).serve(toConfig(readSettings())),
  config: async () => {
    const loaded = readSettings();
    process.stdout.write(`${describeSettings(loaded)}\n`);
    toConfig(loaded);
  },
  openapi: async () => (await import('./print-openapi.ts')).printOpenApi(),
  help: async () => void process.stdout.write(HELP),
};

/** Runs one command. Returns the exit code, or undefined while a server keeps the process alive. */
async function main([name = 'serve', ...rest]: string[]): Promise<number | undefined> {
  const command = COMMANDS[name.replace(/^--?/, '')];
  if (!command || rest.length > 0) {
    process.stderr.write(`Unknown command: ${[name, ...rest].join(' ')}\n\n${HELP}`);
    return 2;
  }
  try {
    await command();
    return undefined;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

/** A sentence for what the operator can put right, the stack for what is our own mistake. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'The port is in use by another program. Set Server__Port to a free one.';
  if (code === 'ECONNREFUSED')
    return 'PostgreSQL does not answer at the address of Persistence__Database__ConnectionString.';
  if (code === 'EACCES') return `Permission denied: ${message}`;
  return stack ?? String(message);
}

// What is made is for its owner alone: the database holds password hashes, the keys are keys.
process.umask(0o077);
const exitCode = await main(process.argv.slice(2));
if (exitCode !== undefined) process.exitCode = exitCode;
