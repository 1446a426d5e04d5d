import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';
import { formatContentType, formatDimensions } from './values.ts';

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

  it('types by their usual names', () => {
    expect(formatContentType('image/jpeg')).toBe('JPEG');
    expect(formatContentType('image/x-new')).toBe('image/x-new');
  });
});
