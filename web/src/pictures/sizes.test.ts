import { describe, expect, it } from 'vitest';
import { copyFor, drawnWidth, srcSetOf, tileSizes } from './sizes.ts';

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

describe('a picture that fills a box', () => {
  it('is as wide as the box, or wider when the box shows a part', () => {
    expect(drawnWidth({ width: 300, height: 200 }, { width: 150, height: 100 })).toBe(150);
    expect(drawnWidth({ width: 1000, height: 100 }, { width: 300, height: 100 })).toBe(1000);
    expect(drawnWidth({ width: 100, height: 1000 }, { width: 50, height: 100 })).toBe(50);
    expect(drawnWidth({ width: null, height: null }, { width: 50, height: 100 })).toBe(50);
  });

  it.each([
    [{ width: 3000, height: 2000 }, 200, 'webp_256'],
    [{ width: 3000, height: 2000 }, 280, 'webp_256'],
    [{ width: 3000, height: 2000 }, 540, 'webp_640'],
    [{ width: 3000, height: 2000 }, 810, 'webp_1280'],
    [{ width: 3000, height: 2000 }, 5000, 'webp_1280'],
    // A tall one is narrow in the square that its copy fits into.
    [{ width: 2000, height: 3000 }, 200, 'webp_640'],
    // Its copies are no larger than it is.
    [{ width: 60, height: 40 }, 540, 'webp_256'],
    [{ width: null, height: null }, 540, 'webp_640'],
  ])('of %j at %i pixels needs %s', (picture, pixels, kind) => {
    expect(copyFor(picture, pixels)).toBe(kind);
  });
});
