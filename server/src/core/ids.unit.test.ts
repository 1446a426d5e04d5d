import { expect, test } from 'vitest';
import { newId, parseId } from './ids.ts';

const ID = '01956f8d-0000-7000-8000-00000000000a';

test.each([
  [ID, ID],
  [ID.toUpperCase(), ID],
  [` ${ID} `, ID],
  ['01956f8d00007000800000000000000a', ID],
  [`{${ID}}`, ID],
  [`(${ID})`, ID],
  ['', undefined],
  ['nothing', undefined],
  [`{${ID})`, undefined],
  [`{${ID}`, undefined],
  [`{{${ID}}}`, undefined],
  [`${ID}0`, undefined],
  ['01956f8d-00007000800000000000000a', undefined],
  ['01956f8d-0000-7000-8000-00000000000g', undefined],
])('parseId(%j) is %j', (text, expected) => {
  expect(parseId(text)).toBe(expected);
});

test('new ids are UUIDs of version 7 that ascend', () => {
  const ids = Array.from({ length: 1000 }, () => newId());
  expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual(
    [],
  );
  expect(ids.toSorted()).toEqual(ids);
});
