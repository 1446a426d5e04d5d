/** A managed key with the beginning of its secret, or a JWT (RFC 7515 §7.1). */
const CREDENTIAL = /nhk_[0-9a-f]{32}_[0-9A-Za-z]|^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;
/** 256 random bits in base64url or longer, as refresh tokens and good keys of the environment are; ids and files are not. */
const OPAQUE = /^[\w-]{43,}$/;

/** Whether a text is, or holds, what can only be meant as a credential of this server, good or not. */
export const isCredentialShaped = (text: string): boolean => CREDENTIAL.test(text);

/** A path for the log: somebody who puts a key where an id belongs must not find it there. */
export const withoutCredentials = (path: string): string =>
  path
    .split('/')
    .map((segment) => (isSecret(decoded(segment)) ? '[secret]' : segment))
    .join('/');

const isSecret = (text: string): boolean => CREDENTIAL.test(text) || OPAQUE.test(text);

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
