import type { Warning } from '../core/warnings.ts';
import { SETTINGS, type Setting, type SettingName, type Values } from './settings.ts';

export type Origin = 'default' | 'environment' | '.env';

/** What was read, where each value came from, and all that is wrong with it. */
export interface Loaded {
  readonly values: Values;
  readonly origins: Readonly<Record<SettingName, Origin>>;
  /** One sentence each, with the setting's name and what was expected. Values are only usable when there is none. */
  readonly faults: readonly string[];
  readonly warnings: readonly Warning[];
}

type Source = Readonly<Record<string, string | undefined>>;

const OUR_PREFIX = /^(server|data|persistence|ai|auth|api|images|jobs|mcp|storage|security|logging)__/;

/** Reads every setting from the environment, then from the `.env` file, then its default. Names match in any case. */
export function loadSettings(environment: Source, dotenv: Source): Loaded {
  const sources: [Origin, Map<string, string>][] = [
    ['environment', lowerCaseNames(environment)],
    ['.env', lowerCaseNames(dotenv)],
  ];
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};

  for (const [name, setting] of Object.entries<Setting<unknown>>(SETTINGS)) {
    const found = find(name, setting, sources);
    origins[name] = found?.origin ?? 'default';
    if (!found && setting.default === undefined) continue;
    const value = found?.entries
      ? setting.kind.parseEntries?.(found.entries)
      : setting.kind.parse(found?.raw ?? setting.default ?? '');
    if (value === undefined) faults.push(`${found?.spelling ?? name}: expected ${setting.kind.expected}.`);
    values[name] = value;
  }
  return {
    // As in `withDefaults`; where there are faults, nobody reads them.
    values: values as unknown as Values,
    origins: origins as Record<SettingName, Origin>,
    faults,
    warnings: unknownNames(sources),
  };
}

function lowerCaseNames(source: Source): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined) entries.set(name.toLowerCase(), value);
  }
  return entries;
}

interface Found {
  readonly origin: Origin;
  /** The name under which it was found: the setting's own or an alias. */
  readonly spelling: string;
  readonly raw?: string;
  readonly entries?: readonly string[];
}

/** The strongest source that speaks of the setting, whichever of its names it uses. */
function find(name: string, setting: Setting<unknown>, sources: [Origin, Map<string, string>][]): Found | undefined {
  if (setting.indexed) return findList(name, setting, sources);
  for (const [origin, entries] of sources) {
    for (const spelling of [name, ...(setting.aliases ?? [])]) {
      const raw = given(entries, spelling);
      if (raw !== undefined) return { raw, origin, spelling };
    }
    if (setting.former) {
      const { name: spelling, read } = setting.former;
      const raw = read(given(entries, spelling) ?? '');
      if (raw !== undefined) return { raw, origin, spelling };
    }
  }
  return undefined;
}

/** A blank value counts as absent, as compose files pass it for "unset". */
const given = (entries: Map<string, string>, name: string): string | undefined =>
  entries.get(name.toLowerCase())?.trim() || undefined;

/**
 * Each source laid over the weaker ones: `Name` replaces the whole list, else `Name__0`, `Name__1`, … replace entries of
 * it; a blank one removes the entry at its place.
 */
function findList(
  name: string,
  setting: Setting<unknown>,
  sources: [Origin, Map<string, string>][],
): Found | undefined {
  const pattern = new RegExp(`^${name.toLowerCase()}__(\\d{1,4})$`);
  let slots: (string | undefined)[] = setting.default ? setting.default.split(',') : [];
  let strongest: Origin | undefined;
  for (const [origin, entries] of sources.toReversed()) {
    const whole = given(entries, name);
    if (whole !== undefined) {
      slots = whole.split(',');
      strongest = origin;
      continue;
    }
    for (const [key, raw] of entries) {
      const index = pattern.exec(key)?.[1];
      if (index === undefined) continue;
      slots[Number(index)] = raw.trim();
      strongest = origin;
    }
  }
  return strongest && { entries: Array.from(slots, (slot) => slot ?? ''), origin: strongest, spelling: name };
}

/** Names that look like ours but are not: most likely a slip of the pen that would otherwise pass unnoticed. */
function unknownNames(sources: [Origin, Map<string, string>][]): Warning[] {
  const known = new Set(
    Object.entries<Setting<unknown>>(SETTINGS).flatMap(([name, setting]) =>
      [name, ...(setting.aliases ?? [])].map((spelling) => spelling.toLowerCase()),
    ),
  );
  const isKnown = (name: string) => known.has(name) || known.has(name.replace(/__\d{1,4}$/, ''));
  return sources.flatMap(([origin, entries]) =>
    [...entries.keys()]
      .filter((name) => OUR_PREFIX.test(name) && !isKnown(name))
      .map((name) => `${name} (${origin})`)
      .map((subject) => ({
        code: 'setting_unknown',
        subject,
        message: `${subject} is not a setting of this version and is ignored.`,
      })),
  );
}
