import { ApiError } from '@nekohub/client';
import type { TFunction } from 'i18next';
import type { en } from '../i18n/en.ts';

type KnownCode = keyof typeof en.error.code;

/** Sentence for a failure: ours for a code we know, else the server's own, else a general one. */
export const errorText = (t: TFunction, error: unknown): string => {
  if (!(error instanceof ApiError)) return t('error.unknown');
  // The key is only used if it exists; a code we do not know falls back to the server's message.
  return t(`error.code.${error.code as KnownCode}`, { defaultValue: error.message });
};
