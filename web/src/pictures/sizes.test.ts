import { describe, expect, it } from 'vitest';
import { srcSetOf, tileSizes } from './sizes.ts';

const preview = (width: number) => ({ url: `https://hub.test/${width}.webp`, width, height: 10 });

describe('the sizes to choose from', () => {
  it('are those that there are', () => {
    expect(srcSetOf([preview(256), preview(640)])).toBe(
      'https://hub.test/256.webp 256w, https://hub.test/640.webp 640w',
    );
    expect(srcSetOf([])).toBeUndefined();
    expect(srcSetOf(undefined)).toBeUndefined();
  });
});

describe('the width of a picture in a row', () => {
  it('is left to the browser where it lays out the tile first', () => {
    expect(tileSizes(300, 200, true)).toBe('auto, (max-width: 48em) 225px, 338px');
    expect(tileSizes(300, 200, false)).toBe('(max-width: 48em) 225px, 338px');
    expect(tileSizes(null, null, true)).toBe('auto, (max-width: 48em) 150px, 225px');
  });

  it('is that of the whole picture where its tile shows a part of it', () => {
    expect(tileSizes(1000, 100, true)).toBe('(max-width: 48em) 1500px, 2250px');
  });

  it('is that of the tile for a picture that is taller than its tile', () => {
    expect(tileSizes(100, 1000, true)).toBe('auto, (max-width: 48em) 75px, 113px');
  });
});
