import { describe, expect, it } from 'vitest';
import { blurOf, colorOf } from './placeholder.ts';

describe('a placeholder', () => {
  it('is of one colour, or blurred', () => {
    expect(colorOf({ dominantColor: '#aa8844' })).toBe('#aa8844');
    expect(blurOf('3OcRJYB4d3h/iIeHeEh3eIhw+j2w')).toMatch(/url\(data:image\/png;base64,/);
  });

  it('is missing for what is broken, and for a colour that is more than that', () => {
    expect(blurOf('?')).toBeUndefined();
    expect(colorOf({ dominantColor: null })).toBeUndefined();
    expect(colorOf({ dominantColor: 'url(https://elsewhere.test)' })).toBeUndefined();
  });
});
