import { UsageError } from './commands/command.ts';
import { findCommand, listCommands } from './commands/commands.ts';
import { explainStartFault } from './start-faults.ts';

/** Runs one command. Returns the exit code (2: not understood), or undefined while a server keeps the process alive. */
async function main(words: readonly string[]): Promise<number | undefined> {
  const asksForHelp = words[0] === 'help' || words.includes('--help');
  if (asksForHelp) {
    const wanted = words.filter((word) => word !== 'help' && word !== '--help');
    process.stdout.write(findCommand(wanted)?.command.help.concat('\n') ?? overview(wanted[0]));
    return 0;
  }
  const found = findCommand(words.length === 0 ? ['serve'] : words);
  if (!found) {
    process.stderr.write(`Unknown command: ${words.join(' ')}\n\n${overview(words[0])}`);
    return 2;
  }
  try {
    return await found.command.run(found.rest);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${found.command.help}\n`);
      return 2;
    }
    process.stderr.write(`${explainStartFault(error)}\n`);
    return 1;
  }
}

/** The commands of that name (`user create`, `user list`, …), or all of them. */
function overview(first: string | undefined): string {
  const some = first === undefined ? '' : listCommands(first);
  return `NekoHub\n\n${some || listCommands()}\n\n  help COMMAND  for more\n`;
}

// What is made is for its owner alone: the database holds password hashes, the keys are keys.
process.umask(0o077);
const exitCode = await main(process.argv.slice(2));
if (exitCode !== undefined) process.exitCode = exitCode;
