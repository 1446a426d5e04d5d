import type { Permission } from '../data/permissions.ts';

interface CurlLine {
  purpose: 'whoami' | 'upload';
  line: string;
}

/** Lines for a shell that use a key: one that every key may send, and an upload for those that may. */
export const curlLines = (origin: string, key: string, permissions: readonly Permission[]): CurlLine[] => {
  const curl = `curl -H 'Authorization: Bearer ${key}'`;
  const whoami: CurlLine = { purpose: 'whoami', line: `${curl} ${origin}/api/v1/auth/whoami` };
  if (!permissions.includes('assets.create')) return [whoami];
  return [whoami, { purpose: 'upload', line: `${curl} -F file=@picture.png ${origin}/api/v1/assets` }];
};
