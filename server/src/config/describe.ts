import { Secret } from '../core/secret.ts';
import type { Loaded, Origin } from './load.ts';
import { SETTINGS, type SettingName } from './settings.ts';

/** The settings in force, a line each: name, value (secrets hidden), where it came from. */
export function describeSettings({ values, origins }: Loaded): string {
  const rows = Object.keys(SETTINGS).map((name) => {
    const key = name as SettingName;
    return [name, show(values[key], origins[key]), origins[key]] as const;
  });
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  return rows
    .map(([name, value, origin]) => `${name.padEnd(width(0))}  ${value.padEnd(width(1))}  ${origin}`)
    .join('\n');
}

function show(value: unknown, origin: Origin): string {
  if (value === undefined) return origin === 'default' ? '(not set)' : '(not valid)';
  if (value instanceof Secret) return '[secret]';
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map((entry) => show(entry, origin)).join(', ');
  return String(value);
}
