import { sniffContentType } from './sniff.ts';

export interface UploadLimits {
  maxBytes: number;
  contentTypes: readonly string[];
}

/** Why a file is not even sent. The server checks the same again. */
export type Refusal = 'empty' | 'tooLarge' | 'notAllowed';

export type Inspection = { contentType: string } | { refusal: Refusal };

export const inspect = async (file: Blob, limits: UploadLimits): Promise<Inspection> => {
  if (file.size === 0) return { refusal: 'empty' };
  if (file.size > limits.maxBytes) return { refusal: 'tooLarge' };
  const contentType = await sniffContentType(file);
  return limits.contentTypes.includes(contentType) ? { contentType } : { refusal: 'notAllowed' };
};
