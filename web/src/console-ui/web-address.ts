/** The origin of an address on the web; null for everything else. Secrets that are stored go to the same origin alone. */
export const originOf = (address: string): string | null => {
  const url = URL.parse(address.trim());
  return url !== null && /^https?:$/.test(url.protocol) ? url.origin : null;
};
