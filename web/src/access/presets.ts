import type { ApiKey } from '@nekohub/client';
import type { Permission } from '../data/permissions.ts';

/** Permissions that go together by what a key is for, as the server gives them. */
const presetPermissions = {
  readOnly: ['assets.read'],
  uploader: ['assets.create', 'assets.read'],
  agent: ['assets.create', 'assets.read', 'assets.update'],
} as const satisfies Record<string, readonly Permission[]>;

type FixedPreset = keyof typeof presetPermissions;
export type Preset = FixedPreset | 'full';

const fixed = Object.entries(presetPermissions) as [FixedPreset, readonly Permission[]][];

/** The presets of which nothing is missing in what somebody holds. */
export const presetsWithin = (held: ReadonlySet<Permission>): readonly Preset[] => [
  ...fixed.filter(([, permissions]) => permissions.every((permission) => held.has(permission))).map(([name]) => name),
  ...(held.size > 0 ? (['full'] as const) : []),
];

/** The preset that a key has exactly the permissions of. */
export const presetOf = ({ permissions }: Pick<ApiKey, 'permissions'>): FixedPreset | null =>
  fixed.find(
    ([, given]) => given.length === permissions.length && given.every((permission) => permissions.includes(permission)),
  )?.[0] ?? null;
