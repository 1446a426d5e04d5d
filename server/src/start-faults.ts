import { ConfigError } from './config/config.ts';
import { AppError } from './core/errors.ts';
import { OperatorError } from './core/operator-error.ts';

/** What the program does before it serves; the same error code means different things in each. */
type Step = 'database' | 'storage' | 'keys' | 'listening';

class StartFault extends Error {
  readonly step: Step;

  constructor(step: Step, cause: unknown) {
    super(`Failed while starting: ${step}`, { cause });
    this.step = step;
  }
}

/** Runs a part of the start, so that its failure can be explained. */
export async function starting<T>(step: Step, task: () => T | Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw new StartFault(step, error);
  }
}

/** A sentence or two for what the operator can put right, the stack for what is our own mistake. */
export function explainStartFault(error: unknown): string {
  const cause = error instanceof StartFault ? error.cause : error;
  if (SPOKEN.some((kind) => cause instanceof kind)) return (cause as Error).message;
  const facts = cause as Facts;
  const rules = error instanceof StartFault ? RULES[error.step] : [];
  const rule = rules.find(([when]) => when.test(keyOf(facts)));
  return rule ? rule[1](facts) : (facts.stack ?? String(cause));
}

/** Errors whose message is for people already. */
const SPOKEN = [ConfigError, OperatorError, AppError];

/** What errors of Node, `node:sqlite` and `pg` say of themselves. */
interface Facts extends NodeJS.ErrnoException {
  readonly errcode?: number;
  readonly hostname?: string;
  readonly address?: string;
  readonly port?: number;
}

/** What rules are matched against: the code where there is one. */
function keyOf({ code, errcode, message }: Facts): string {
  // The low byte is the kind of fault (https://sqlite.org/rescode.html).
  return errcode === undefined ? (code ?? message) : `SQLITE ${errcode & 0xff}`;
}

type Rule = readonly [when: RegExp, sentence: (facts: Facts) => string];

const CONNECTION = 'Persistence__Database__ConnectionString';
const FILE = 'nekohub.db in the folder of Data__RootPath';

const fileRules = (setting: string): readonly Rule[] => [
  [
    /^(EACCES|EPERM|EROFS)$/,
    ({ path }) => `NekoHub may not write to ${path}. Give its user the right to, or set ${setting} to another folder.`,
  ],
  [/^(ENOTDIR|EEXIST)$/, ({ path }) => `${path} is not a folder. Set ${setting} to one.`],
  [/^(ENOSPC|EDQUOT)$/, ({ path }) => `There is no space left for ${path}.`],
];

const RULES: Readonly<Record<Step, readonly Rule[]>> = {
  database: [
    [/^(ENOTFOUND|EAI_AGAIN)$/, ({ hostname }) => `The host name ${hostname} in ${CONNECTION} is not known.`],
    [
      /^(ECONN|EHOST|ENET|EPIPE|ETIMEDOUT|08)|^Connection terminated|^timeout /,
      () => `PostgreSQL does not answer at the address in ${CONNECTION}.`,
    ],
    [/^57P0/, () => 'PostgreSQL is starting or stopping. Try again in a moment.'],
    [
      /^53300$/,
      () => 'PostgreSQL has no connection left. Lower Persistence__Database__MaxConnections, or raise its own.',
    ],
    [/^28P01$|client password must be/, () => `PostgreSQL refuses the user name or password in ${CONNECTION}.`],
    [/^28/, () => `PostgreSQL does not let this user in from here. See its pg_hba.conf and ${CONNECTION}.`],
    [/^3D000$/, () => `The database named in ${CONNECTION} does not exist. Create it first.`],
    [/^42501$/, () => `The user in ${CONNECTION} may not make tables. Grant it CREATE on the schema.`],
    [/^25006$/, () => `The database in ${CONNECTION} is read-only.`],
    [/does not support SSL/, () => `PostgreSQL does not offer the TLS that ${CONNECTION} asks for.`],
    [
      /CERT|UNABLE_TO_/,
      ({ code }) => `The certificate of PostgreSQL is not trusted (${code}). See SSL Mode in ${CONNECTION}.`,
    ],
    [/^SQLITE (11|26)$/, () => `${FILE} is damaged, or is no database. Restore it from a backup.`],
    [/^SQLITE (3|8|14|23)$/, () => `NekoHub may not open or write ${FILE}. Give its user the right to.`],
    [/^SQLITE (5|6)$/, () => `${FILE} is held by another program.`],
    [/^SQLITE 10$/, () => `${FILE} cannot be read or written. Check the disk.`],
    [/^SQLITE 13$/, () => `There is no space left for ${FILE}.`],
    ...fileRules('Data__RootPath'),
  ],

  storage: fileRules('Storage__Local__RootPath'),
  keys: fileRules('Security__DataProtection__KeysPath'),

  listening: [
    [/^EADDRINUSE$/, ({ port }) => `Port ${port} is in use by another program. Set Server__Port to a free one.`],
    [
      /^EADDRNOTAVAIL$/,
      ({ address }) => `This machine does not have the address ${address}. Set Server__Host to one it has.`,
    ],
    [/^(ENOTFOUND|EAI_AGAIN)$/, ({ hostname }) => `The host name ${hostname} in Server__Host is not known.`],
    [
      /^(EACCES|EPERM)$/,
      ({ port }) =>
        `NekoHub may not listen on port ${port}. Set Server__Port to 1024 or above, or give it the right to.`,
    ],
  ],
};
