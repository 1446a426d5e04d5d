import { AppError } from '../../core/errors.ts';
import { canonicalNetwork } from '../../core/network-list.ts';
import { knownPermissions, type Permission } from '../../core/permissions.ts';
import { isPrintable } from '../../core/plain-text.ts';
import { type Preset, presetPermissions } from './presets.ts';

const MAX_NAME_CHARACTERS = 100;

/** @throws AppError `request_invalid` that names the field */
export function checkedName(name: string): string {
  const trimmed = name.trim();
  const { length } = [...trimmed];
  if (length < 1 || length > MAX_NAME_CHARACTERS || !isPrintable(trimmed)) {
    throw invalid('name', `The field name must have 1 to ${MAX_NAME_CHARACTERS} characters, on one line.`);
  }
  return trimmed;
}

/** Each network once, in its one spelling. @throws AppError `request_invalid` that names the entry */
export function checkedAddresses(addresses: readonly string[]): string[] {
  const networks = addresses.map((text, index) => {
    const network = canonicalNetwork(text);
    if (network) return network;
    const field = `allowedAddresses.${index}`;
    throw invalid(field, `The field ${field} must be an IP address or a network such as 10.0.0.0/8.`);
  });
  return [...new Set(networks)];
}

/** What a request gives a key. @param held what the key can be given at most, for the preset that is all of it */
export function chosenPermissions(
  { permissions, preset }: { permissions?: readonly Permission[]; preset?: Preset },
  held: ReadonlySet<Permission>,
): Permission[] {
  if (permissions && preset) throw invalid('preset', 'Give permissions or preset, not both.');
  if (!permissions && !preset) throw invalid('permissions', 'Give permissions, or preset.');
  const chosen = knownPermissions(preset ? presetPermissions(preset, held) : (permissions ?? []));
  if (chosen.length === 0) throw invalid('permissions', 'There is no permission that the key could be given.');
  return chosen;
}

const invalid = (field: string, message: string): AppError => new AppError('request_invalid', message, { field });
