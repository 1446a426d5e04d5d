import { describe, expect, it } from 'vitest';
import { askedOf, faultsOf, startValues, toParameters, valuesOf } from './skill-values.ts';

describe('the fields of a skill', () => {
  it.each([
    ['watermark', {}, { Text: 'NekoHub', Position: 'BottomRight', Opacity: '50', FontSize: '36' }],
    [
      'watermark',
      { text: ' 猫 ', POSITION: 'center', Opacity: '0.25', FontSize: null },
      { Text: '猫', Position: 'Center', Opacity: '25', FontSize: '36' },
    ],
    ['format-convert', { TargetFormat: 'AVIF', Quality: 60 }, { TargetFormat: 'avif', Quality: '60' }],
    ['format-convert', { TargetFormat: 'jpg' }, { TargetFormat: 'jpg', Quality: '' }],
    ['exif-strip', { Anything: 1 }, {}],
  ])('%s for %j', (skillName, parameters, expected) => {
    expect(valuesOf(skillName, parameters)).toEqual(expected);
  });

  it('for a new run want a text for the watermark', () => {
    expect(faultsOf('watermark', startValues('watermark'))).toEqual({ Text: 'skills.watermark.textRequired' });
  });

  it.each([
    [{ TargetFormat: 'webp', Quality: '' }, []],
    [{ TargetFormat: 'webp', Quality: '101' }, ['Quality']],
    [{ TargetFormat: 'webp', Quality: '1.5' }, ['Quality']],
    [{ TargetFormat: 'webp', Quality: 'good' }, ['Quality']],
    // Not asked for.
    [{ TargetFormat: 'png', Quality: '101' }, []],
  ])('of a conversion %j are wrong in %j', (values, expected) => {
    expect(Object.keys(faultsOf('format-convert', values))).toEqual(expected);
  });

  it('ask for the quality where there is one', () => {
    const names = (format: string) => askedOf('format-convert', { TargetFormat: format }).map(({ name }) => name);
    expect(names('jpeg')).toEqual(['TargetFormat', 'Quality']);
    expect(names('png')).toEqual(['TargetFormat']);
  });
});

describe('what is sent', () => {
  it.each([
    ['format-convert', { TargetFormat: 'png', Quality: '80' }, {}, { TargetFormat: 'png' }],
    [
      'format-convert',
      { TargetFormat: 'webp', Quality: '80' },
      { keepOriginal: true, QUALITY: 5 },
      { keepOriginal: true, TargetFormat: 'webp', Quality: 80 },
    ],
    [
      'watermark',
      { Text: 'a', Position: 'Center', Opacity: '25', FontSize: '12' },
      {},
      { Text: 'a', Position: 'Center', Opacity: 0.25, FontSize: 12 },
    ],
    ['unknown', {}, { Anything: 1 }, { Anything: 1 }],
  ])('to %s of %j beside %j', (skillName, values, others, expected) => {
    expect(toParameters(skillName, values, others)).toEqual(expected);
  });
});
