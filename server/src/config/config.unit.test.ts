import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { ConfigError, toConfig } from './config.ts';
import { loadSettings } from './load.ts';

const configOf = (environment: Record<string, string>) => toConfig(loadSettings(environment, {}));

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    configOf(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

const GOOD_SECRET = randomBytes(32).toString('base64');

test('every fault is listed in one go, each by name', () => {
  const faults = faultsOf({
    Server__Port: 'many',
    Auth__Jwt__Secret: 'too short',
    Auth__ApiKey__Keys: 'sha256:short',
    Auth__BootstrapSuperAdmin__Username: 'admin',
    Persistence__Database__Provider: 'postgresql',
    Persistence__Database__ConnectionString: 'nowhere',
    Security__EncryptionKey: 'AAAA',
    Api__Assets__DefaultPageSize: '200',
    ASPNETCORE_URLS: 'https://+:8081',
  });
  expect(faults.map((fault) => /^[\w]+/.exec(fault)?.[0])).toEqual([
    'Server__Port',
    'Auth__Jwt__Secret',
    'Security__EncryptionKey',
    'Auth__ApiKey__Keys',
    'Auth__BootstrapSuperAdmin__Username',
    'Persistence__Database__ConnectionString',
    'Api__Assets__DefaultPageSize',
    'ASPNETCORE_URLS',
  ]);
  expect(faults.join('\n')).not.toMatch(/many|too short|nowhere|AAAA/);
});

test.each([
  [{ Auth__Jwt__Secret: 'x'.repeat(31) }, 'Auth__Jwt__Secret is 31 bytes long'],
  [{ Auth__Jwt__Secret: 'ab'.repeat(20) }, 'Auth__Jwt__Secret looks like the placeholder'],
  [{ Auth__Jwt__Secret: 'change-me-to-a-long-random-string-please' }, 'Auth__Jwt__Secret looks like the placeholder'],
  [{ Auth__Jwt__PreviousSecrets__0: 'short' }, 'Auth__Jwt__PreviousSecrets is 5 bytes long'],
  [{ Auth__ApiKey__Keys__0: 'sha256:1234' }, 'Auth__ApiKey__Keys: expected 64 hex digits'],
  [{ Auth__BootstrapSuperAdmin__Password: 'alone' }, 'expected both or neither'],
  [
    { Auth__BootstrapSuperAdmin__Username: 'x'.repeat(129), Auth__BootstrapSuperAdmin__Password: 'pass-word' },
    'Auth__BootstrapSuperAdmin__Username: expected at most 128',
  ],
  [
    { Auth__BootstrapSuperAdmin__Username: 'x'.repeat(128), Auth__BootstrapSuperAdmin__Password: 'x'.repeat(1025) },
    'Auth__BootstrapSuperAdmin__Password: expected at most 1024',
  ],
  [{ Persistence__Database__Provider: 'postgres' }, 'Persistence__Database__ConnectionString: expected'],
])('%j is refused', (environment, expected) => {
  const faults = faultsOf(environment);
  expect(faults).toEqual([expect.stringContaining(expected)]);
  for (const [name, value] of Object.entries(environment)) {
    if (/Secret|Key|Password/.test(name)) expect(faults.join()).not.toContain(value);
  }
});

test.each([
  [{ Auth__Jwt__Secret: GOOD_SECRET }],
  [{ Auth__Jwt__Secret: randomBytes(32).toString('hex') }],
  [{ Auth__Jwt__Secret: '猫猫猫猫 correct horse battery staple' }],
  [{ Auth__ApiKey__Keys__0: `sha256:${'ab'.repeat(32)}` }],
  [{ Security__EncryptionKey: randomBytes(32).toString('base64') }],
  [{ Security__EncryptionKey: randomBytes(32).toString('hex') }],
])('%j is accepted without a warning', (environment) => {
  expect(configOf(environment).warnings).toEqual([]);
});

test('the seed page’s own values are accepted, with a warning each', () => {
  const { warnings, apiKeys } = configOf({
    Auth__BootstrapSuperAdmin__Username: 'admin',
    Auth__BootstrapSuperAdmin__Password: 'your-password',
    Auth__ApiKey__Keys__0: 'your-strong-random-api-key',
  });
  expect(warnings).toMatchObject([
    { code: 'published_password', subject: 'Auth__BootstrapSuperAdmin__Password' },
    { code: 'published_api_key', subject: 'Auth__ApiKey__Keys' },
  ]);
  expect(apiKeys.enabled).toBe(true);
});

const POSTGRES = {
  Persistence__Database__Provider: 'postgresql',
  Persistence__Database__ConnectionString: 'postgres://neko:pass-word@db/hub',
};
const ENCRYPTION_KEY = randomBytes(32).toString('hex');

test.each([
  [POSTGRES, ['Auth__Jwt__Secret, Security__EncryptionKey']],
  [{ ...POSTGRES, Auth__Jwt__Secret: GOOD_SECRET }, ['Security__EncryptionKey']],
  [{ ...POSTGRES, Security__EncryptionKey: ENCRYPTION_KEY }, ['Auth__Jwt__Secret']],
  [{ ...POSTGRES, Auth__Jwt__Secret: GOOD_SECRET, Security__EncryptionKey: ENCRYPTION_KEY }, []],
  [{}, []],
])('keys that copies on PostgreSQL would not share give a warning (case %#)', (environment, expected) => {
  const { warnings } = configOf(environment);
  const message = (subject: string) => expect.stringMatching(new RegExp(`^${subject} not set: `));
  expect(warnings).toEqual(
    expected.map((subject) => ({ code: 'keys_of_one_copy', subject, message: message(subject) })),
  );
  expect(JSON.stringify(warnings)).not.toContain('pass-word');
});

test.each([
  [{}, '127.0.0.1', 5121],
  [{ ASPNETCORE_URLS: 'http://+:8080' }, '0.0.0.0', 8080],
  [{ ASPNETCORE_URLS: 'http://*' }, '0.0.0.0', 80],
  [{ ASPNETCORE_URLS: 'https://+:8081;http://localhost:8080/' }, 'localhost', 8080],
  [{ ASPNETCORE_URLS: 'http://[::]:8080' }, '::', 8080],
  [{ ASPNETCORE_URLS: 'http://+:8080', PORT: '9000' }, '0.0.0.0', 9000],
  [{ ASPNETCORE_URLS: 'http://+:8080', Server__Host: '::1' }, '::1', 8080],
])('%j listens on %s, port %d', (environment, host, port) => {
  expect(configOf(environment).server).toMatchObject({ host, port });
});

test.each([
  [{}, true, false],
  [{ Auth__ApiKey__Keys__0: 'k' }, true, true],
  [{ Auth__ApiKey__Enabled: 'true' }, true, true],
  [{ Auth__ApiKey__Enabled: 'false' }, false, false],
  [{ Auth__ApiKey__Keys__0: 'k', Auth__ApiKey__Enabled: 'false' }, false, false],
])('%j: API keys are accepted: %j, and asked for: %j', (environment, enabled, advertised) => {
  expect(configOf(environment).apiKeys).toMatchObject({ enabled, advertised });
});

test('blanking every content type leaves the four defaults, each once', () => {
  const indexes = Object.fromEntries([0, 1, 2, 3].map((index) => [`Api__Assets__AllowedContentTypes__${index}`, '']));
  const all = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
  expect(configOf(indexes).assets.allowedContentTypes).toEqual(all);
  expect(configOf({ Api__Assets__AllowedContentTypes__3: 'image/png' }).assets.allowedContentTypes).toEqual(
    all.slice(0, 3),
  );
});

test.each([
  ['10.0.0.0/8, fd00::/8,192.168.1.20', ['10.0.0.0/8', 'fd00::/8', '192.168.1.20']],
  ['::1,Ollama,models.internal', ['::1', 'ollama', 'models.internal']],
  ['', []],
])('what may be reached though it is not public: %j', (text, expected) => {
  expect(configOf({ Security__Outbound__AllowedNetworks: text }).outbound.allowedNetworks).toEqual(expected);
});

test.each([['10'], ['10.0.0'], ['10.0.0.0/33'], ['http://ollama'], ['ollama:11434'], ['one two'], ['*'], ['a..b']])(
  'what may be reached is no %j',
  (text) => {
    expect(faultsOf({ Security__Outbound__AllowedNetworks: text })).toEqual([
      expect.stringMatching(/^Security__Outbound__AllowedNetworks: expected/),
    ]);
  },
);
