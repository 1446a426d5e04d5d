import type { Response as UndiciResponse } from 'undici';

const STATUSES = [301, 302, 303, 307, 308];

/** What may cross origins with a redirect: nothing that says who asks. */
const HEADERS_FOR_STRANGERS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
  'user-agent',
]);

/** Where an answer sends a request on to; undefined when it is not followed: only reading may be done twice. */
export function redirectTarget({ status, headers }: UndiciResponse, url: URL, method: string): string | undefined {
  const location = headers.get('location');
  if (!location || !STATUSES.includes(status) || (method !== 'GET' && method !== 'HEAD')) return undefined;
  return URL.canParse(location, url.href) ? new URL(location, url).href : undefined;
}

/** The headers for the next hop. */
export const headersFor = (headers: Headers, isSameOrigin: boolean): Headers =>
  isSameOrigin ? headers : new Headers([...headers].filter(([name]) => HEADERS_FOR_STRANGERS.has(name)));
