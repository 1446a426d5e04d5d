import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OperatorError } from '../core/operator-error.ts';
import { describeSettings } from './describe.ts';
import { loadSettings } from './load.ts';
import { readSettings } from './read.ts';
import { SETTINGS } from './settings.ts';

const linesOf = (text: string) =>
  new Map(text.split('\n').map((line) => [line.split(' ', 1)[0], line.replaceAll(/ +/g, ' ')]));

test('shows each setting, hides secrets, and tells where each came from', () => {
  const environment = {
    Auth__Jwt__Secret: randomBytes(32).toString('hex'),
    Auth__Jwt__PreviousSecrets__0: randomBytes(32).toString('hex'),
    Auth__ApiKey__Keys: 'key-one,key-two',
    Auth__BootstrapSuperAdmin__Password: 'pass-word',
    Persistence__Database__ConnectionString: 'postgres://neko:pass-word@db/hub',
    Security__EncryptionKey: randomBytes(32).toString('base64'),
    Server__Port: 'many',
  };
  const text = describeSettings(loadSettings(environment, { Server__Host: '0.0.0.0' }));
  const lines = linesOf(text);
  expect([...lines.keys()]).toEqual(Object.keys(SETTINGS));
  expect(lines.get('Auth__Jwt__Secret')).toBe('Auth__Jwt__Secret [secret] environment');
  expect(lines.get('Auth__ApiKey__Keys')).toBe('Auth__ApiKey__Keys [secret], [secret] environment');
  expect(lines.get('Server__Host')).toBe('Server__Host 0.0.0.0 .env');
  expect(lines.get('Server__Port')).toBe('Server__Port (not valid) environment');
  expect(lines.get('Server__PublicUrl')).toBe('Server__PublicUrl (not set) default');
  for (const secret of [...Object.values(environment).slice(0, -1), 'key-one', 'key-two', 'pass-word']) {
    expect(text).not.toContain(secret);
  }
});

test('shows what is in force when another name was used, or the former setting', () => {
  const lines = linesOf(describeSettings(loadSettings({ PORT: '8000' }, { ASPNETCORE_URLS: 'http://+:9000' })));
  expect(lines.get('Server__Port')).toBe('Server__Port 8000 environment');
  expect(lines.get('Server__Host')).toBe('Server__Host 0.0.0.0 .env');
});

test('the settings that are marked secret are exactly those that cannot be printed', () => {
  const given = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, 'x']));
  const hidden = [...linesOf(describeSettings(loadSettings(given, {}))).values()].filter((line) =>
    line.includes('[secret]'),
  );
  const marked = Object.entries(SETTINGS).filter(([, setting]) => 'secret' in setting && setting.secret);
  expect(hidden.map((line) => line.split(' ', 1)[0])).toEqual(marked.map(([name]) => name));
});

test('a .env file is read as files of its kind are written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-dotenv-'));
  try {
    const path = join(folder, '.env');
    await writeFile(
      path,
      '# comment\nServer__Port=6000\nexport Server__Host="0.0.0.0"\nAuth__Jwt__Issuer=\'Cats # Inc\'\n',
    );
    const { values, origins } = readSettings({ Server__Port: '7000' }, path);
    expect(values).toMatchObject({ Server__Port: 7000, Server__Host: '0.0.0.0', Auth__Jwt__Issuer: 'Cats # Inc' });
    expect(origins).toMatchObject({ Server__Port: 'environment', Server__Host: '.env', Data__RootPath: 'default' });
    expect(readSettings({}, join(folder, 'none')).values.Server__Port).toBe(5121);
    expect(() => readSettings({}, folder)).toThrow(new OperatorError(`The file ${folder} cannot be read (EISDIR).`));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
