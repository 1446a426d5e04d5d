import { describe, expect, it } from 'vitest';
import { freshValues } from './fresh-values.ts';

describe('a form whose record has changed', () => {
  const before = { name: 'a', secret: '', rights: ['read'] };

  it.each([
    [
      'keeps what was typed',
      { name: 'typed' },
      { name: 'b', rights: ['read', 'write'] },
      { name: 'typed', rights: ['read', 'write'] },
    ],
    ['follows where nothing was typed', {}, { name: 'b' }, { name: 'b' }],
    ['compares lists by what is in them', { rights: ['read'] }, { rights: [] }, { rights: [] }],
    ['keeps a choice that was made', { rights: ['write'] }, { rights: [] }, { rights: ['write'] }],
    ['keeps a field that was emptied', { name: '' }, { name: 'b' }, { name: '' }],
  ])('%s', (_what, typed, stored, expected) => {
    expect(freshValues(before, { ...before, ...typed }, { ...before, ...stored })).toEqual({ ...before, ...expected });
  });
});
