import { AppError, type ErrorCode } from '../../core/errors.ts';

/** Texts longer than this are nobody's address, name or key. */
const MAX_CHARACTERS = 2048;

/** An object of a request or of the database, before anything is known of it. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the fields of a configuration, or of its secrets; null counts as missing. */
export interface Fields {
  /** Trimmed; null when it is missing or blank. */
  text(name: string): string | null;
  /** @throws AppError `code` when it is missing or blank */
  required(name: string, code: ErrorCode): string;
  boolean(name: string, fallback: boolean): boolean;
  /** One of some words in any case, as it is listed. */
  word<T extends string>(name: string, words: readonly T[], fallback: T, code: ErrorCode): T;
  /** @throws AppError `code` that names the field */
  refuse(name: string, code: ErrorCode, message?: string): never;
}

/**
 * @param path in front of the names of fields, such as `configuration`
 * @param invalid what a value of the wrong type is refused as
 */
export function fieldsOf(json: Json, path: string, invalid: ErrorCode): Fields {
  const refuse: Fields['refuse'] = (name, code, message) => {
    throw new AppError(code, message, { field: `${path}.${name}` });
  };
  const text: Fields['text'] = (name) => {
    const value = json[name] ?? null;
    if (value === null) return null;
    if (typeof value !== 'string') return refuse(name, invalid, `${path}.${name} must be a text.`);
    // Half a surrogate pair has no place in an address (encodeURIComponent throws), a path or a header.
    if (value.length > MAX_CHARACTERS || /[\p{Cc}\p{Cs}]/u.test(value.trim())) {
      return refuse(name, invalid, `${path}.${name} is too long, or has control characters or half characters.`);
    }
    return value.trim() || null;
  };
  return {
    refuse,
    text,
    required: (name, code) => text(name) ?? refuse(name, code),
    boolean(name, fallback) {
      const value = json[name] ?? fallback;
      return typeof value === 'boolean' ? value : refuse(name, invalid, `${path}.${name} must be true or false.`);
    },
    word(name, words, fallback, code) {
      const given = text(name)?.toLowerCase() ?? fallback;
      return words.find((word) => word === given) ?? refuse(name, code, `Expected ${words.join(' or ')}.`);
    },
  };
}

/** An absolute http or https address without user name, query and fragment, and without a slash at the end. */
export function addressOf(fields: Fields, name: string, text: string, code: ErrorCode): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  return isPlain ? text.replace(/\/+$/, '') : fields.refuse(name, code);
}

export const optionalAddress = (fields: Fields, name: string, code: ErrorCode): string | null => {
  const text = fields.text(name);
  return text === null ? null : addressOf(fields, name, text, code);
};
