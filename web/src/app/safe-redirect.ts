/**
 * An address of our own to go to after signing in, or null. Whoever writes the link chooses this value, so
 * everything that a browser would read as another site is refused: `//host`, `/\host`, `https:`, `javascript:`.
 */
export const safeRedirect = (value: unknown, origin: string): string | null => {
  if (typeof value !== 'string' || !value.startsWith('/')) return null;
  let address: URL;
  try {
    address = new URL(value, origin);
  } catch {
    return null;
  }
  if (address.origin !== origin) return null;
  // The parser has resolved dots by now, and `/.//host` would have become `//host`.
  if (address.pathname.startsWith('//')) return null;
  if (address.pathname === '/login' || address.pathname === '/setup') return null;
  return address.pathname + address.search + address.hash;
};
