import type { NewApiKey } from '@nekohub/client';

/** How long a key lives from now on, in days, or without an end. */
export const lifetimes = ['7', '30', '90', '365', 'never'] as const;
export type Lifetime = (typeof lifetimes)[number];

type Expiry = Pick<NewApiKey, 'expiresInDays' | 'neverExpires'>;

const expiries: Record<Lifetime, Expiry> = {
  '7': { expiresInDays: 7 },
  '30': { expiresInDays: 30 },
  '90': { expiresInDays: 90 },
  '365': { expiresInDays: 365 },
  never: { neverExpires: true },
};

export const toExpiry = (lifetime: Lifetime): Expiry => expiries[lifetime];
