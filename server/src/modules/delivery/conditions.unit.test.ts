import { expect, test } from 'vitest';
import { chooseRange, isNotModified } from './conditions.ts';

const ETAG = '"abc"';
const AT = Date.UTC(2026, 3, 8, 12, 0, 0, 999);
const validators = { etag: ETAG, lastModified: AT };
const DATE = 'Wed, 08 Apr 2026 12:00:00 GMT';
const EARLIER = 'Wed, 08 Apr 2026 11:59:59 GMT';
const LATER = 'Wed, 08 Apr 2026 12:00:01 GMT';

test.each<[headers: Record<string, string>, notModified: boolean]>([
  [{}, false],
  [{ 'if-none-match': ETAG }, true],
  [{ 'if-none-match': `W/${ETAG}` }, true],
  [{ 'if-none-match': ` "x" ,  ${ETAG}, "y"` }, true],
  [{ 'if-none-match': '*' }, true],
  [{ 'if-none-match': '"x"' }, false],
  [{ 'if-none-match': 'abc' }, false],
  [{ 'if-none-match': '"abc' }, false],
  [{ 'if-none-match': '' }, false],
  [{ 'if-none-match': '"x", *' }, false],
  [{ 'if-none-match': '"x"', 'if-modified-since': LATER }, false],
  [{ 'if-none-match': ETAG, 'if-modified-since': EARLIER }, true],
  [{ 'if-modified-since': DATE }, true],
  [{ 'if-modified-since': LATER }, true],
  [{ 'if-modified-since': EARLIER }, false],
  [{ 'if-modified-since': 'Wednesday, 08-Apr-26 12:00:00 GMT' }, true],
  [{ 'if-modified-since': 'tomorrow' }, false],
  [{ 'if-modified-since': '99999' }, false],
  [{ 'if-modified-since': '2099-01-01T00:00:00Z' }, false],
  [{ 'if-modified-since': '' }, false],
])('%j: not modified is %j', (headers, notModified) => {
  expect(isNotModified(headers, validators)).toBe(notModified);
});

const part = (start: number, end: number) => ({ kind: 'part', start, end });
const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };

test.each<[range: string | undefined, choice: object, ifRange?: string]>([
  [undefined, whole],
  ['bytes=0-0', part(0, 0)],
  ['bytes=0-9', part(0, 9)],
  ['bytes=90-99', part(90, 99)],
  ['bytes=90-1000', part(90, 99)],
  ['bytes=90-', part(90, 99)],
  ['bytes=0-', part(0, 99)],
  ['bytes=-1', part(99, 99)],
  ['bytes=-1000', part(0, 99)],
  ['BYTES=5-5', part(5, 5)],
  [' bytes=5-5 ', part(5, 5)],
  ['bytes=100-', unsatisfiable],
  ['bytes=100-200', unsatisfiable],
  ['bytes=-0', unsatisfiable],
  [`bytes=${'9'.repeat(400)}-`, unsatisfiable],
  [`bytes=0-${'9'.repeat(400)}`, part(0, 99)],
  ['bytes=5-4', whole],
  ['bytes=500-400', whole],
  ['bytes=0-1,5-6', whole],
  ['bytes=-', whole],
  ['bytes=', whole],
  ['bytes=a-b', whole],
  ['bytes=0x1-5', whole],
  ['bytes=-5-10', whole],
  ['bytes 0-5', whole],
  ['items=0-5', whole],
  ['', whole],
  ['bytes=5-5', part(5, 5), ETAG],
  ['bytes=5-5', whole, '"x"'],
  ['bytes=5-5', whole, `W/${ETAG}`],
  ['bytes=5-5', part(5, 5), DATE],
  ['bytes=5-5', whole, EARLIER],
  ['bytes=5-5', whole, LATER],
  ['bytes=5-5', whole, 'yesterday'],
  ['bytes=100-', whole, '"x"'],
  ['bytes=100-', unsatisfiable, ETAG],
])('range %j is %j (If-Range: %s)', (range, choice, ifRange) => {
  expect(chooseRange({ range, 'if-range': ifRange }, 100, validators)).toEqual(choice);
});
