import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { inRoot } from './paths.mjs';
import { giveUp } from './say.mjs';

/** The program's sources are TypeScript that Node runs as it is, and it uses node:sqlite. */
const NEEDED_MAJOR = 24;

export const runsOnNeededNode = Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR;

/** The Node that npm installs as an optional package; there is none for some machines, such as Macs with Apple silicon. */
function packagedNode() {
  const folder = { win32: 'node-win' }[String(process.platform)] ?? `node-${process.platform}`;
  const file = inRoot(
    'node_modules',
    `${folder}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  // Present is not enough: on Alpine, for one, it is there and cannot run.
  return existsSync(file) && spawnSync(file, ['--version']).status === 0 ? file : undefined;
}

/** A Node new enough for the program; ends with a sentence that says what to do when there is none. */
export function neededNode() {
  if (runsOnNeededNode) return process.execPath;
  return (
    packagedNode() ??
    giveUp(
      `NekoHub needs Node ${NEEDED_MAJOR} or newer. This machine has ${process.version}, and npm has no newer one for ` +
        `${process.platform} ${process.arch}. Install Node ${NEEDED_MAJOR} from https://nodejs.org and run the same command again.`,
    )
  );
}

/** PATH without node_modules/.bin, whose `node` an installation is about to replace. */
export function pathOfMachine() {
  const entries = (process.env.PATH ?? '').split(delimiter);
  return entries.filter((entry) => !/node_modules[\\/]\.bin[\\/]?$/.test(entry)).join(delimiter);
}
