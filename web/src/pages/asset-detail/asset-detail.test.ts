import { describe, expect, it } from 'vitest';
import { shareTexts } from '../../pictures/share-texts.ts';
import { stepZoom } from '../../pictures/zoom-steps.ts';
import { smallerCopies } from './smaller-copies.ts';
import { patchOf } from './texts.ts';

describe('what is sent after editing', () => {
  const before = { originalFileName: 'a.png', description: 'old', altText: '' };

  it.each([
    [{}, {}],
    [{ description: 'new' }, { description: 'new' }],
    [{ description: '  ' }, { description: null }],
    [
      { originalFileName: '猫.png', altText: 'a cat' },
      { originalFileName: '猫.png', altText: 'a cat' },
    ],
  ])('for %j', (change, expected) => {
    expect(patchOf(before, { ...before, ...change })).toEqual(expected);
  });
});

describe('share texts', () => {
  const asset = {
    url: 'https://hub.test/content/a.png',
    originalFileName: 'a.png',
    altText: null,
    width: 4,
    height: 3,
  };
  const textOf = (format: string, change: Partial<typeof asset> & { altText?: string | null }) =>
    shareTexts({ ...asset, ...change }).find((text) => text.format === format)?.text;

  it.each([
    ['URL', {}, 'https://hub.test/content/a.png'],
    ['Markdown', {}, '![a.png](https://hub.test/content/a.png)'],
    ['Markdown', { altText: 'two\n[cats]' }, '![two \\[cats\\]](https://hub.test/content/a.png)'],
    ['Markdown', { url: 'https://hub.test/a(1).png' }, '![a.png](<https://hub.test/a(1).png>)'],
    ['HTML', {}, '<img src="https://hub.test/content/a.png" alt="a.png" width="4" height="3">'],
    [
      'HTML',
      { altText: '"><script>', width: null },
      '<img src="https://hub.test/content/a.png" alt="&quot;&gt;&lt;script&gt;">',
    ],
    ['BBCode', {}, '[img]https://hub.test/content/a.png[/img]'],
  ])('as %s %j', (format, change, expected) => {
    expect(textOf(format, change as Parameters<typeof textOf>[1])).toBe(expected);
  });
});

describe('smaller copies', () => {
  const copy = (width: number, contentType = 'image/webp', publicUrl: string | null = `/content/${width}.webp`) => ({
    kind: `copy_${width}`,
    contentType,
    extension: '.webp',
    size: 1,
    width,
    height: 1,
    publicUrl,
    createdAtUtc: '2026-01-01T00:00:00Z',
  });
  const derivatives = [copy(640), copy(256, 'image/png'), copy(256), copy(640), copy(900, 'image/webp', null)];

  it('are the public WebP ones, each width once, and none of what may move', () => {
    expect(smallerCopies({ contentType: 'image/png', derivatives })).toEqual([
      { url: '/content/256.webp', width: 256 },
      { url: '/content/640.webp', width: 640 },
    ]);
    expect(smallerCopies({ contentType: 'image/gif', derivatives })).toEqual([]);
  });

  it('are offered to the browser', () => {
    const asset = { url: 'https://hub.test/a.png', altText: 'a', originalFileName: null, width: 900, height: 600 };
    const smaller = [
      { url: 'https://hub.test/s&m.webp', width: 256 },
      { url: 'https://hub.test/a, b.webp', width: 640 },
    ];
    expect(shareTexts({ ...asset, smaller }).find(({ format }) => format === 'HTML')?.text).toBe(
      '<picture><source type="image/webp" srcset="https://hub.test/s&amp;m.webp 256w, https://hub.test/a%2C%20b.webp 640w" ' +
        'sizes="(max-width: 1280px) 100vw, 1280px"><img src="https://hub.test/a.png" alt="a" width="900" height="600"></picture>',
    );
  });
});

describe('zoom', () => {
  it('goes from step to step and stops at the ends', () => {
    expect(stepZoom(0.62, 1)).toBe(0.75);
    expect(stepZoom(0.62, -1)).toBe(0.5);
    expect(stepZoom(1, 1)).toBe(1.5);
    expect(stepZoom(8, 1)).toBe(8);
    expect(stepZoom(0.05, -1)).toBe(0.05);
  });
});
