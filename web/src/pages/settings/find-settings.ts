import type { Setting, SettingGroup } from '@nekohub/client';
import type { SettingsSearch } from './settings-search.ts';

/** The groups that have something of what is looked for, with no more than that. `textOf`: a setting in words. */
export const findSettings = (
  groups: readonly SettingGroup[],
  { query = '', changed }: SettingsSearch,
  textOf: (setting: Setting) => string,
): SettingGroup[] => {
  const wanted = query.toLocaleLowerCase();
  const isFound = (setting: Setting) =>
    (changed === undefined || setting.origin !== 'default') &&
    `${setting.name}\n${textOf(setting)}\n${setting.value ?? ''}`.toLocaleLowerCase().includes(wanted);
  return groups
    .map((group) => ({ ...group, settings: group.settings.filter(isFound) }))
    .filter(({ settings }) => settings.length > 0);
};
