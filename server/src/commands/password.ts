import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';

const MIN_RANDOM_BYTES = 18;

/** The option with which a password is read instead of made. It is in no argument, where other people could see it. */
export const passwordOption = {
  'password-stdin': { type: 'boolean', doc: 'Read the password from standard input instead of making one' },
} as const;

export interface ChosenPassword {
  readonly password: string;
  /** Tells the operator a password that was made; empty for one that was read. */
  readonly notice: string;
}

/** The password on standard input, its last line break aside, or a new one of random letters that is shown once. */
export async function choosePassword(fromStdin: boolean | undefined, minLength: number): Promise<ChosenPassword> {
  if (fromStdin) return { password: (await text(process.stdin)).replace(/\r?\n$/, ''), notice: '' };
  const password = randomBytes(Math.max(MIN_RANDOM_BYTES, minLength)).toString('base64url');
  return { password, notice: `Password: ${password}\nIt is not shown again.\n` };
}
