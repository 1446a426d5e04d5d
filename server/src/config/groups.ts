import { SETTINGS, type SettingName } from './settings.ts';

/** Former names that stand outside the groups tell where to listen and for whom. */
const NAMELESS = 'Server';

type GroupOf<Name extends SettingName> = Name extends `${infer Group}__${string}` ? Group : typeof NAMELESS;

/** What settings belong together: the first part of their names. */
export type SettingGroup = GroupOf<SettingName>;

export const groupOf = (name: SettingName): SettingGroup =>
  // Cut from the name as its type is.
  (name.includes('__') ? name.slice(0, name.indexOf('__')) : NAMELESS) as SettingGroup;

/** In the order of the list. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];
export const SETTING_GROUPS: readonly SettingGroup[] = [...new Set(SETTING_NAMES.map(groupOf))];
