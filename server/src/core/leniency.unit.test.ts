import Type from 'typebox';
import { expect, test } from 'vitest';
import { lenient } from './leniency.ts';
import { Nullable, Word } from './schema.ts';

const schema = Type.Object({
  userName: Type.String(),
  isActive: Type.Boolean(),
  page: Type.Integer(),
  role: Word(['superAdmin', 'user']),
  note: Nullable(Type.String()),
  nested: Type.Object({ isDeep: Type.Boolean() }),
  ids: Type.Array(Type.Integer()),
});

test.each([
  ['names in any case', { USERNAME: 'Neko', IsActive: true }, { userName: 'Neko', isActive: true }],
  ['the exact name wins', { USERNAME: 'a', userName: 'b', username: 'c' }, { userName: 'b' }],
  ['words in any case', { role: 'SUPERADMIN' }, { role: 'superAdmin' }],
  ['unknown words stay', { role: 'owner' }, { role: 'owner' }],
  ['quoted numbers', { page: ' 7 ', ids: ['1', 2, 'x'] }, { page: 7, ids: [1, 2, 'x'] }],
  ['what is no number stays', { page: '0x10' }, { page: '0x10' }],
  ['exponents are no numbers', { page: '1e3' }, { page: '1e3' }],
  [
    'booleans as text',
    { isActive: 'TRUE', nested: { ISDEEP: 'false' } },
    { isActive: true, nested: { isDeep: false } },
  ],
  ['numbers are no booleans', { isActive: 1 }, { isActive: 1 }],
  ['text stays text', { userName: '7', note: 'true' }, { userName: '7', note: 'true' }],
  ['null stays null', { note: null }, { note: null }],
  ['unknown names stay', { Other: 1 }, { Other: 1 }],
  [
    'names of every object are not names of ours',
    { constructor: 'x', toString: 'y' },
    { constructor: 'x', toString: 'y' },
  ],
])('%s', (_case, value, expected) => {
  expect(lenient(schema, value)).toEqual(expected);
});
