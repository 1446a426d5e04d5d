import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';

const MIN_CHARACTERS = 24;

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
  const characters = Math.max(MIN_CHARACTERS, minLength);
  // Base64 makes more characters than it takes bytes. No more than were asked for: that may be as many as a password can have.
  const password = randomBytes(characters).toString('base64url').slice(0, characters);
  return { password, notice: `Password: ${password}\nIt is not shown again.\n` };
}
