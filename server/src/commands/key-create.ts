import { EXPIRY_DAYS } from '../modules/api-keys/expiry.ts';
import { PRESETS } from '../modules/api-keys/presets.ts';
import { defineCommand, UsageError } from './command.ts';
import { permissionsOf } from './permission-list.ts';
import { withApp } from './with-app.ts';

export const keyCreate = defineCommand({
  name: 'key create',
  summary: 'Make an API key for somebody and print it, this once',
  arguments: ['NAME'],
  options: {
    owner: { type: 'string', value: 'USER', doc: 'whose key it is, by user name; required' },
    preset: { type: 'string', value: 'PRESET', doc: `what it may do: ${PRESETS.join(', ')}` },
    permissions: { type: 'string', value: 'LIST', doc: 'what it may do, such as assets.read,assets.create' },
    'expires-in-days': { type: 'string', value: 'DAYS', doc: `${EXPIRY_DAYS.join(', ')}; 90 when nothing is said` },
    'expires-at': { type: 'string', value: 'TIME', doc: 'when it ends, such as 2027-01-31T00:00:00Z' },
    'never-expires': { type: 'boolean', doc: 'it has no end' },
    allow: { type: 'string', value: 'LIST', doc: 'from where it may be used: addresses and networks' },
  },
  async run({ arguments: [name], options }) {
    const { owner } = options;
    if (!owner) throw new UsageError('--owner is missing.');
    const request = {
      name,
      ...defined('preset', wordOf('preset', options.preset, PRESETS)),
      ...defined('permissions', permissionsOf(options.permissions)),
      ...defined('expiresInDays', daysOf(options['expires-in-days'])),
      ...defined('expiresAtUtc', options['expires-at']),
      ...defined('neverExpires', options['never-expires']),
      ...defined('allowedAddresses', options.allow?.split(',')),
    };
    return withApp(async ({ services: { accounts, apiKeys } }) => {
      const user = await accounts.findByName(owner);
      if (!user) throw new UsageError(`There is no user ${owner}.`);
      const { key, apiKey } = await apiKeys.create('system', { ...request, ownerId: user.id });
      // The key alone, for scripts to take; what is said about it goes beside.
      process.stderr.write(
        `Key ${apiKey.id} of ${user.username}: ${apiKey.permissions.join(', ')}; ${
          apiKey.expiresAtUtc ? `good until ${apiKey.expiresAtUtc}` : 'never expires'
        }. It is not shown again:\n`,
      );
      process.stdout.write(`${key}\n`);
      return 0;
    });
  },
});

/** A field that is left out when nothing was said. A computed name loses its type, so it is said again. */
const defined = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Name in K]?: V };

function wordOf<T extends string>(option: string, text: string | undefined, words: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const word = words.find((candidate) => candidate.toLowerCase() === text.trim().toLowerCase());
  if (word === undefined) throw new UsageError(`--${option} must be one of ${words.join(', ')}.`);
  return word;
}

function daysOf(text: string | undefined): (typeof EXPIRY_DAYS)[number] | undefined {
  if (text === undefined) return undefined;
  const days = EXPIRY_DAYS.find((candidate) => String(candidate) === text.trim());
  if (days === undefined) throw new UsageError(`--expires-in-days must be one of ${EXPIRY_DAYS.join(', ')}.`);
  return days;
}
