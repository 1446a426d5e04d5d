import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';
import { formatRelative } from './relative.ts';
import { formatContentType, formatDimensions, formatPercent, formatTimeLeft } from './values.ts';

describe('formats', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KB'],
    [1536, '1.5 KB'],
    [10_485_760, '10 MB'],
    [5 * 1024 ** 4, '5 TB'],
    [-1, '0 B'],
  ])('%i bytes as %s', (bytes, expected) => {
    expect(formatBytes(bytes, 'en')).toBe(expected);
  });

  it('dimensions only when both are known', () => {
    expect(formatDimensions(640, 480)).toBe('640 × 480');
    expect(formatDimensions(640, null)).toBe('–');
  });

  it.each([
    [0, 'en', '0%'],
    [50, 'zh-CN', '50%'],
    [12.5, 'en', '12.5%'],
    [150, 'de', '150\u00a0%'],
  ])('%d percent in %s as %s', (percent, language, expected) => {
    expect(formatPercent(percent, language)).toBe(expected);
  });

  it.each([
    [0.4, 'en', '1 sec'],
    [59.2, 'en', '1 min'],
    [60, 'en', '1 min'],
    [61, 'en', '2 min'],
    [3600, 'en', '1 hr'],
    [3541, 'en', '1 hr'],
    [5401, 'en', '1.6 hr'],
    [90, 'zh-CN', '2分钟'],
  ])('tells that %d s are left, in %s', (seconds, language, text) => {
    expect(formatTimeLeft(seconds, language)).toBe(text);
  });

  it('types by their usual names', () => {
    expect(formatContentType('image/jpeg')).toBe('JPEG');
    expect(formatContentType('image/x-new')).toBe('image/x-new');
  });

  const now = Date.parse('2026-03-10T12:00:00Z');
  it.each([
    ['2026-03-10T11:59:30Z', 'en', 'now'],
    ['2026-03-10T11:57:59Z', 'en', '2 minutes ago'],
    ['2026-03-10T09:00:00Z', 'en', '3 hours ago'],
    ['2026-03-09T12:00:00Z', 'en', 'yesterday'],
    ['2026-04-09T11:00:00Z', 'en', 'in 30 days'],
    ['2026-06-08T12:00:00Z', 'en', 'in 90 days'],
    ['2027-03-10T12:00:00Z', 'en', null],
    ['2026-03-10T12:05:00Z', 'zh-CN', '5分钟后'],
  ])('%s in %s as %s', (iso, language, expected) => {
    expect(formatRelative(iso, now, language)).toBe(expected);
  });
});
