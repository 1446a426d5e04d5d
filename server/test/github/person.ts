/** Who commits. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Whose token it is: GitHub writes that name into commits that name nobody. */
export const ACCOUNT: Person = { name: 'nobody', email: 'nobody@users.noreply.github.com' };

/** The author that a request names. */
export function personIn(given: unknown): Person | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { name, email } = given as Partial<Person>;
  return { name: String(name), email: String(email) };
}
