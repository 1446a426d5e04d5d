import type { Permission } from '../../core/permissions.ts';

/** Permissions that often go together, by what the key is for. `full` is what its maker holds when making it. */
export const PRESETS = ['readOnly', 'uploader', 'agent', 'full'] as const;
export type Preset = (typeof PRESETS)[number];

const PRESET_PERMISSIONS: Readonly<Record<Exclude<Preset, 'full'>, readonly Permission[]>> = {
  readOnly: ['assets.read'],
  uploader: ['assets.create', 'assets.read'],
  // Deleting is not among them: that is to be given by name.
  agent: ['assets.create', 'assets.read', 'assets.update'],
};

/** @param held what the maker holds */
export const presetPermissions = (preset: Preset, held: ReadonlySet<Permission>): readonly Permission[] =>
  preset === 'full' ? [...held] : PRESET_PERMISSIONS[preset];
