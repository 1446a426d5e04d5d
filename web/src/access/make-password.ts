import { MAX_CHARACTERS } from './password-rules.ts';

const MIN_GROUPS = 4;
const GROUP_LENGTH = 5;
// Without characters that look alike: 0 O o, 1 l I.
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/**
 * Groups of five, easy to read aloud and to type: four of them, about 100 bits, and more where a password has to have
 * more characters than that.
 */
export const makePassword = (
  minLength: number,
  random: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
): string => {
  // There is one hyphen fewer than groups.
  const groups = Math.max(MIN_GROUPS, Math.ceil((minLength + 1) / (GROUP_LENGTH + 1)));
  // The alphabet has 32 letters, so five bits of each byte choose without favour.
  const letters = [...random(new Uint8Array(groups * GROUP_LENGTH))].map((byte) => alphabet[byte % alphabet.length]);
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  )
    .join('-')
    .slice(0, MAX_CHARACTERS);
};
