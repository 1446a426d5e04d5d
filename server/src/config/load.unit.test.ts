import { expect, test } from 'vitest';
import { loadSettings } from './load.ts';
import { SETTINGS } from './settings.ts';

const reveal = (secrets: readonly { reveal(): string }[]) => secrets.map((secret) => secret.reveal());

test('every default is a value that its own setting accepts', () => {
  const { faults, warnings, origins } = loadSettings({}, {});
  expect({ faults, warnings }).toEqual({ faults: [], warnings: [] });
  expect(new Set(Object.values(origins))).toEqual(new Set(['default']));
  expect(Object.keys(origins)).toEqual(Object.keys(SETTINGS));
});

const URLS = { ASPNETCORE_URLS: 'https://+:9443;http://+:9000' };

test.each([
  ['the default', {}, {}, 5121, 'default'],
  ['.env over the default', {}, { Server__Port: '6000' }, 6000, '.env'],
  ['the environment over .env', { Server__Port: '7000' }, { Server__Port: '6000' }, 7000, 'environment'],
  ['a blank one counts as absent', { Server__Port: ' ' }, { Server__Port: '6000' }, 6000, '.env'],
  ['any case', { SERVER__PORT: ' 7000 ' }, {}, 7000, 'environment'],
  ['PORT', { PORT: '8000' }, {}, 8000, 'environment'],
  ['the own name before PORT', { PORT: '8000', Server__Port: '7000' }, {}, 7000, 'environment'],
  ['PORT of the environment over .env', { PORT: '8000' }, { Server__Port: '6000' }, 8000, 'environment'],
  ['ASPNETCORE_URLS of the environment over .env', URLS, { Server__Port: '6000', PORT: '6001' }, 9000, 'environment'],
  ['ASPNETCORE_URLS of .env', {}, URLS, 9000, '.env'],
  ['the own name before ASPNETCORE_URLS', { ...URLS, Server__Port: '7000' }, {}, 7000, 'environment'],
  ['PORT before ASPNETCORE_URLS', { ...URLS, PORT: '8000' }, {}, 8000, 'environment'],
] as const)('%s', (_case, environment, dotenv, port, origin) => {
  const loaded = loadSettings(environment, dotenv);
  expect(loaded.faults).toEqual([]);
  expect([loaded.values.Server__Port, loaded.origins.Server__Port]).toEqual([port, origin]);
});

const TYPES = 'Api__Assets__AllowedContentTypes';

test.each([
  ['the default', {}, {}, ['image/jpeg', 'image/png', 'image/webp', 'image/gif']],
  ['a comma-separated list', { [TYPES]: 'image/PNG, image/gif,' }, {}, ['image/png', 'image/gif']],
  [
    'an index replaces the default there',
    { [`${TYPES}__0`]: 'image/gif' },
    {},
    ['image/gif', 'image/png', 'image/webp', 'image/gif'],
  ],
  ['a blank index removes it', { [`${TYPES}__2`]: '', [`${TYPES}__3`]: ' ' }, {}, ['image/jpeg', 'image/png']],
  ['all blank', { [`${TYPES}__0`]: '', [`${TYPES}__1`]: '', [`${TYPES}__2`]: '', [`${TYPES}__3`]: '' }, {}, []],
  [
    'the environment over .env, index by index',
    { [`${TYPES}__0`]: 'image/gif' },
    { [`${TYPES}__0`]: 'image/png', [`${TYPES}__1`]: '' },
    ['image/gif', 'image/webp', 'image/gif'],
  ],
  [
    'an index of the environment over the list of .env',
    { [`${TYPES}__0`]: 'image/gif' },
    { [TYPES]: 'image/png' },
    ['image/gif'],
  ],
  [
    'the list of the environment over an index of .env',
    { [TYPES]: 'image/gif' },
    { [`${TYPES}__1`]: 'image/png' },
    ['image/gif'],
  ],
  ['the list before indexes', { [TYPES]: 'image/png', [`${TYPES}__0`]: 'image/gif' }, {}, ['image/png']],
])('content types, %s', (_case, environment, dotenv, expected) => {
  const { values, faults } = loadSettings(environment, dotenv);
  expect(faults).toEqual([]);
  expect(values[TYPES]).toEqual(expected);
});

test('an indexed entry is taken whole: a comma in a key does not make two keys', () => {
  const { values } = loadSettings({ Auth__ApiKey__Keys__0: 'a,long-key', Auth__ApiKey__Keys__3: ' another ' }, {});
  expect(reveal(values.Auth__ApiKey__Keys)).toEqual(['a,long-key', 'another']);
  expect(reveal(loadSettings({ Auth__ApiKey__Keys: 'one,two' }, {}).values.Auth__ApiKey__Keys)).toEqual(['one', 'two']);
});

test.each([
  ['Server__Port', '70000'],
  ['Server__Port', '1.5'],
  ['Server__TrustedProxies', '10.0.0.0/8, here'],
  ['Server__TrustedProxies__0', '10.0.0.0/99'],
  ['Server__AllowedOrigins', 'https://pictures.example/path'],
  ['Server__PublicUrl', 'pictures.example'],
  ['Server__PublicUrl', 'ftp://pictures.example'],
  ['Storage__PublicBaseUrl', 'https://user:word@pictures.example'],
  ['Persistence__Database__Provider', 'mysql'],
  ['Auth__ApiKey__Enabled', 'yes'],
  ['Auth__Jwt__AccessTokenMinutes', '0.001'],
  ['Auth__Jwt__RefreshTokenDays', '-1'],
  ['Api__Assets__MaxUploadSizeBytes', '10MB'],
  ['Api__Assets__AllowedContentTypes__0', 'image/svg+xml'],
  ['Logging__LogLevel__Default', 'loud'],
])('%s=%s is a fault that names the setting and not the value', (name, value) => {
  const { faults } = loadSettings({ [name]: value }, {});
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${name.replace(/__\d$/, '')}: expected `));
  expect(faults[0]).not.toContain(value);
});

test('a fault names the spelling that was used', () => {
  expect(loadSettings({ PORT: 'abc' }, {}).faults).toEqual([expect.stringMatching(/^PORT: expected a whole number/)]);
});

test('names that look like ours and are none give a warning, values and foreign names do not', () => {
  const environment = { Auth__Jwt__Sceret: 'do-not-print', HOME: '/root', Auth__ApiKey__Keys__12: 'do-not-print' };
  const { warnings } = loadSettings(environment, { Storage__S3__Bukket: 'do-not-print' });
  expect(warnings).toMatchObject([
    { code: 'setting_unknown', message: expect.stringMatching(/^auth__jwt__sceret \(environment\)/i) },
    { code: 'setting_unknown', message: expect.stringMatching(/^storage__s3__bukket \(\.env\)/i) },
  ]);
  expect(JSON.stringify(warnings)).not.toMatch(/do-not-print|HOME/i);
});
