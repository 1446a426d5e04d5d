import { describe, expect, it } from 'vitest';
import { curlLines } from '../../access/curl-lines.ts';
import { presetOf, presetsWithin } from '../../access/presets.ts';
import type { Permission } from '../../data/permissions.ts';
import { startValues, toNewApiKey } from './key-values.ts';

const reader = new Set<Permission>(['assets.read']);
const values = { ...startValues(reader), name: ' ci ' };

describe('the form for a key', () => {
  it.each([
    [{}, { name: 'ci', preset: 'readOnly', expiresInDays: 90 }],
    [{ lifetime: 'never' }, { name: 'ci', preset: 'readOnly', neverExpires: true }],
    [
      { lifetime: 'date', date: '2026-12-24' },
      { name: 'ci', preset: 'readOnly', expiresAtUtc: new Date(2026, 11, 24, 23, 59, 59).toISOString() },
    ],
    [
      { preset: 'chosen', permissions: ['assets.read'], lifetime: '7' },
      { name: 'ci', permissions: ['assets.read'], expiresInDays: 7 },
    ],
    [
      { addresses: ' 10.0.0.0/8\n\n2001:db8::1, 192.0.2.7 ' },
      {
        name: 'ci',
        preset: 'readOnly',
        expiresInDays: 90,
        allowedAddresses: ['10.0.0.0/8', '2001:db8::1', '192.0.2.7'],
      },
    ],
  ] as const)('with %j', (change, expected) => {
    expect(toNewApiKey({ ...values, ...change } as typeof values)).toEqual(expected);
  });

  it('begins with the least of what one holds', () => {
    expect(startValues(reader).preset).toBe('readOnly');
    expect(startValues(new Set<Permission>(['audit.read'])).preset).toBe('full');
    expect(startValues(new Set()).preset).toBe('chosen');
  });
});

describe('presets', () => {
  it('are offered to those who hold all of them', () => {
    expect(presetsWithin(reader)).toEqual(['readOnly', 'full']);
    expect(presetsWithin(new Set<Permission>(['assets.read', 'assets.create']))).toEqual([
      'readOnly',
      'uploader',
      'full',
    ]);
  });

  it('are recognised whatever the order, and only when nothing is added', () => {
    expect(presetOf({ permissions: ['assets.read', 'assets.create'] })).toBe('uploader');
    expect(presetOf({ permissions: ['assets.read', 'assets.create', 'audit.read'] })).toBeNull();
    expect(presetOf({ permissions: [] })).toBeNull();
  });
});

it('lines for a shell hold the key, and an upload only where it may', () => {
  const of = (permissions: Permission[]) => curlLines('https://hub.test', 'nhk_1', permissions).map(({ line }) => line);
  expect(of(['assets.read'])).toEqual([`curl -H 'Authorization: Bearer nhk_1' https://hub.test/api/v1/auth/whoami`]);
  expect(of(['assets.create'])[1]).toBe(
    `curl -H 'Authorization: Bearer nhk_1' -F file=@picture.png https://hub.test/api/v1/assets`,
  );
});
