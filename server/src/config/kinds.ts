import { Secret } from '../core/secret.ts';

/** How one kind of setting is read from text. `parse` returns the value, or what was expected instead. */
export interface Kind<T> {
  readonly expected: string;
  readonly parse: (text: string) => T | undefined;
  /** The same for a list whose entries come one by one, as `Name__0`, `Name__1`, …: each is taken whole. */
  readonly parseEntries?: (entries: readonly string[]) => T | undefined;
}

export const text: Kind<string> = { expected: 'some text', parse: (raw) => raw };

export const secretText: Kind<Secret<string>> = { expected: 'some text', parse: (raw) => new Secret(raw) };

export const boolean: Kind<boolean> = {
  expected: 'true or false',
  parse: (raw) => ({ true: true, false: false })[raw.toLowerCase()],
};

export function number(min: number, max: number): Kind<number> {
  return {
    expected: `a number from ${min} to ${max}`,
    parse: (raw) => {
      const value = Number(raw);
      return raw !== '' && Number.isFinite(value) && value >= min && value <= max ? value : undefined;
    },
  };
}

export function integer(min: number, max: number): Kind<number> {
  const range = number(min, max);
  return {
    expected: `a whole number from ${min} to ${max}`,
    parse: (raw) => {
      const value = range.parse(raw);
      return value !== undefined && Number.isInteger(value) ? value : undefined;
    },
  };
}

/** One of some words, in any case; `spellings` maps what may be written to what it means. */
export function choice<T extends string>(spellings: Readonly<Record<string, T>>): Kind<T> {
  return {
    expected: `one of ${Object.keys(spellings).join(', ')}`,
    parse: (raw) => spellings[raw.toLowerCase()],
  };
}

export const httpUrl: Kind<string> = {
  expected: 'an absolute http or https address',
  parse: (raw) => {
    const url = URL.canParse(raw) ? new URL(raw) : undefined;
    return url && /^https?:$/.test(url.protocol) && !url.username ? raw.replace(/\/+$/, '') : undefined;
  },
};

/** Entries from one comma-separated setting or from `Name__0`, `Name__1`, …; blank entries are dropped. */
export function list<T>(entry: Kind<T>): Kind<T[]> {
  const parseEntries = (entries: readonly string[]): T[] | undefined => {
    const values: T[] = [];
    for (const text of entries) {
      if (text.trim() === '') continue;
      const value = entry.parse(text.trim());
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
  return {
    expected: `a comma-separated list, each entry ${entry.expected}`,
    parse: (raw) => parseEntries(raw.split(',')),
    parseEntries,
  };
}
