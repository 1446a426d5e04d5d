import { randomUUID } from 'node:crypto';

const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const MAX_KEY_CHARACTERS = 1024;

/** A fresh key: the store’s prefix, the UTC date as folders, a random name, the extension of the verified type. */
export function newStorageKey(now: number, extension: string, prefix = ''): string {
  const [year, month, day] = new Date(now).toISOString().slice(0, 10).split('-');
  return `${prefix}${year}/${month}/${day}/${randomUUID().replaceAll('-', '')}${extension}`;
}

/** Whether a key is one of ours: plain segments, no dots in front, no way out of the folder. */
export const isStorageKey = (key: string): boolean =>
  key.length <= MAX_KEY_CHARACTERS && key.split('/').every((segment) => SEGMENT.test(segment));

const MADE_HERE = /^\d{4}\/\d{2}\/\d{2}\/[0-9a-f]{32}(?:\.[a-z0-9]+)?$/;

/** Whether a key below a store’s prefix was made by {@link newStorageKey}: nothing else there is ours to judge. */
export const isMadeHere = (key: string, prefix = ''): boolean =>
  key.startsWith(prefix) && MADE_HERE.test(key.slice(prefix.length));
