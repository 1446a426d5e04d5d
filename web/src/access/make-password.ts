const GROUPS = 4;
const GROUP_LENGTH = 5;
// Without characters that look alike: 0 O o, 1 l I.
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of five, about 100 bits, easy to read aloud and to type. */
export const makePassword = (
  random: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
): string => {
  // The alphabet has 32 letters, so five bits of each byte choose without favour.
  const letters = [...random(new Uint8Array(GROUPS * GROUP_LENGTH))].map((byte) => alphabet[byte % alphabet.length]);
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  ).join('-');
};
