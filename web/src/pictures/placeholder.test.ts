import { describe, expect, it } from 'vitest';
import { placeholderOf } from './placeholder.ts';

const look = { thumbnailUrl: null, thumbhash: null, dominantColor: null };

describe('a placeholder', () => {
  it('is blurred, else of one colour, else missing', () => {
    const thumbhash = '3OcRJYB4d3h/iIeHeEh3eIhw+j2w';
    expect(placeholderOf({ ...look, thumbhash, dominantColor: '#aa8844' })).toMatch(/url\(data:image\/png;base64,/);
    expect(placeholderOf({ ...look, dominantColor: '#aa8844' })).toBe('#aa8844');
    expect(placeholderOf(look)).toBeUndefined();
  });

  it.each([
    ['a broken hash', { thumbhash: '?' }],
    ['a colour that is more than that', { dominantColor: 'url(https://elsewhere.test)' }],
  ])('is missing for %s', (_case, change) => {
    expect(placeholderOf({ ...look, ...change })).toBeUndefined();
  });
});
