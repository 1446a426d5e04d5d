import type { NewApiKey } from '@nekohub/client';
import { type Lifetime, toExpiry } from '../../access/lifetime.ts';
import { type Preset, presetsWithin } from '../../access/presets.ts';
import type { Permission } from '../../data/permissions.ts';

/** The form for a key, as its fields hold it. */
export interface KeyValues {
  name: string;
  /** `chosen`: the permissions below, one by one. */
  preset: Preset | 'chosen';
  permissions: Permission[];
  /** `date`: the end of the day below. */
  lifetime: Lifetime | 'date';
  date: string;
  /** One address or network a line. */
  addresses: string;
}

/** The least that is of use, for as long as the server would give it unasked. */
export const startValues = (held: ReadonlySet<Permission>): KeyValues => ({
  name: '',
  preset: presetsWithin(held)[0] ?? 'chosen',
  permissions: [],
  lifetime: '90',
  date: '',
  addresses: '',
});

export const addressLines = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const toNewApiKey = ({ name, preset, permissions, lifetime, date, addresses }: KeyValues): NewApiKey => {
  const allowedAddresses = addressLines(addresses);
  return {
    name: name.trim(),
    ...(preset === 'chosen' ? { permissions } : { preset }),
    ...(lifetime === 'date' ? { expiresAtUtc: new Date(`${date}T23:59:59`).toISOString() } : toExpiry(lifetime)),
    ...(allowedAddresses.length === 0 ? {} : { allowedAddresses }),
  };
};
