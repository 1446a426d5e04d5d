const MIN_SECRET_BYTES = 32;
const MIN_DISTINCT_CHARACTERS = 10;

/** Words that published examples put where a secret belongs. Compared without case and punctuation. */
const PLACEHOLDER = /^(change|replace|your|example|sample|placeholder|insert|todo|secret|jwtsecret|super|mysecret|nekohub)/;

/** The seed page's own example values: good for trying it out, and everybody knows them. */
export const PUBLISHED_PASSWORD = 'your-password';
export const PUBLISHED_API_KEY = 'your-strong-random-api-key';

/** What is wrong with a given JWT secret, or undefined. RFC 7518 §3.2 asks for 256 bits with HS256. */
export function jwtSecretFault(secret: string): string | undefined {
  const bytes = Buffer.byteLength(secret);
  if (bytes < MIN_SECRET_BYTES) {
    return `is ${bytes} bytes long; give at least ${MIN_SECRET_BYTES} random ones, or leave it out and one is made.`;
  }
  const letters = secret.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const separated = /[-_ ]/.test(secret) || /^[a-z]+\d*$/.test(letters);
  if ((separated && PLACEHOLDER.test(letters)) || new Set(secret).size < MIN_DISTINCT_CHARACTERS) {
    return 'looks like the placeholder of an example; give random bytes, or leave it out and one is made.';
  }
  return undefined;
}
