import { ApiError } from '@nekohub/client';
import type { TFunction } from 'i18next';
import type { en } from '../i18n/en.ts';

type KnownCode = keyof typeof en.error.code;

/** An answer without an envelope is not the server's; of those of proxies, only the one for too much says what to do. */
const keyOf = (code: string): string =>
  code === 'http_413' ? code : code.replace(/^http_(4|5)\d\d$/, (_whole, kind: string) => `http_${kind}xx`);

/** Our sentence for a code of the server's; the server's own where we have none. */
export const codeText = (t: TFunction, code: string, message: string): string =>
  // The key is only used if it exists.
  t(`error.code.${keyOf(code) as KnownCode}`, { defaultValue: message });

/** Sentence for a failure: ours for a code we know, else the server's own, else a general one. */
export const errorText = (t: TFunction, error: unknown): string =>
  error instanceof ApiError ? codeText(t, error.code, error.message) : t('error.unknown');
