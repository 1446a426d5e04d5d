const MIN_SECRET_BYTES = 32;
const MIN_DISTINCT_CHARACTERS = 10;

/** Words that published examples put where a secret belongs: one of the first, or any two, give an example away. */
const INSTRUCTIONS = ['change', 'changeme', 'replace', 'your', 'example', 'sample', 'placeholder', 'insert', 'todo'];
const EXAMPLE_WORDS = new Set([
  ...INSTRUCTIONS,
  ...[
    'secret',
    'secretkey',
    'supersecret',
    'supersecretkey',
    'super',
    'jwt',
    'key',
    'token',
    'signing',
    'random',
    'test',
  ],
  ...[
    'dev',
    'development',
    'default',
    'production',
    'nekohub',
    'minimum',
    'least',
    'long',
    'chars',
    'characters',
    'bytes',
  ],
  ...['bits', 'string', 'must', 'please', 'demo', 'local'],
]);

/** The seed page's own example values: good for trying it out, and everybody knows them. */
export const PUBLISHED_PASSWORD = 'your-password';
export const PUBLISHED_API_KEY = 'your-strong-random-api-key';

/** What is wrong with a given JWT secret, or undefined. RFC 7518 §3.2 asks for 256 bits with HS256. */
export function jwtSecretFault(secret: string): string | undefined {
  const bytes = Buffer.byteLength(secret);
  if (bytes < MIN_SECRET_BYTES) {
    return `is ${bytes} bytes long; give at least ${MIN_SECRET_BYTES} random ones, or leave it out and one is made.`;
  }
  if (new Set(secret).size < MIN_DISTINCT_CHARACTERS || isExample(secret)) {
    return 'looks like the placeholder of an example; give random bytes, or leave it out and one is made.';
  }
  return undefined;
}

/** Random text, in whatever alphabet, has none of these words standing alone. */
function isExample(secret: string): boolean {
  const words = new Set(
    secret
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z]+/),
  );
  const found = [...words].filter((word) => EXAMPLE_WORDS.has(word));
  return found.length > 1 || found.some((word) => INSTRUCTIONS.includes(word));
}
