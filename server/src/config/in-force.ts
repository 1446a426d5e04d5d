import { groupOf, SETTING_GROUPS, SETTING_NAMES, type SettingGroup } from './groups.ts';
import type { Loaded, Origin } from './load.ts';
import { SETTINGS, type Setting, type SettingName } from './settings.ts';

/** A setting as this process has it, without anything of a secret but that it is there. */
export interface SettingInForce {
  readonly name: SettingName;
  /** As it would be written in the environment; null for a secret, and for what is not set. */
  readonly value: string | null;
  readonly isSet: boolean;
  readonly isSecret: boolean;
  readonly origin: Origin;
  readonly defaultValue: string | null;
  readonly expected: string;
  readonly description: string;
}

export interface SettingsOfGroup {
  readonly name: SettingGroup;
  readonly settings: readonly SettingInForce[];
}

/** Every setting there is, in its group. */
export function settingsInForce(loaded: Loaded): readonly SettingsOfGroup[] {
  const byGroup = Map.groupBy(SETTING_NAMES, groupOf);
  return SETTING_GROUPS.map((name) => ({
    name,
    settings: (byGroup.get(name) ?? []).map((setting) => settingInForce(setting, loaded)),
  }));
}

function settingInForce(name: SettingName, { values, origins }: Loaded): SettingInForce {
  const setting: Setting<unknown> = SETTINGS[name];
  const written = write(values[name]);
  const isSecret = setting.secret === true;
  return {
    name,
    value: isSecret ? null : written,
    isSet: written !== null,
    isSecret,
    origin: origins[name],
    defaultValue: setting.default || null,
    expected: setting.kind.expected,
    description: setting.doc,
  };
}

function write(value: unknown): string | null {
  const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
  return text === '' ? null : text;
}
