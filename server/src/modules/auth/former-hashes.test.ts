import { createHash, pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { tryLogin } from '../../../test/auth-calls.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser } from '../../../test/users.ts';
import { MAX_PASSWORD_CHARACTERS } from '../../core/account-limits.ts';

const hub = shareTestApp();

const PASSWORD = 'mikas long password';
const PRF = { sha1: 0, sha256: 1, sha512: 2 } as const;

interface Shape {
  readonly digest?: keyof typeof PRF;
  readonly iterations?: number;
  readonly saltBytes?: number;
  readonly keyBytes?: number;
  /** What the header says, where that is not so. */
  readonly header?: {
    readonly marker?: number;
    readonly prf?: number;
    readonly iterations?: number;
    readonly saltBytes?: number;
  };
}

/** A hash of {@link PASSWORD} as NekoHub's database has it: base64 of a marker, PRF, iterations, length of the salt, salt, key. */
function formerHash({
  digest = 'sha512',
  iterations = 1000,
  saltBytes = 16,
  keyBytes = 32,
  header = {},
}: Shape = {}): string {
  const salt = createHash('shake256', { outputLength: Math.max(saltBytes, 1) })
    .update('salt')
    .digest()
    .subarray(0, saltBytes);
  const key = pbkdf2Sync(PASSWORD, salt, iterations, keyBytes, digest);
  const head = Buffer.alloc(13);
  head.writeUInt8(header.marker ?? 1, 0);
  head.writeUInt32BE(header.prf ?? PRF[digest], 1);
  head.writeUInt32BE(header.iterations ?? iterations, 5);
  head.writeUInt32BE(header.saltBytes ?? saltBytes, 9);
  return Buffer.concat([head, salt, key]).toString('base64');
}

let counter = 0;

/** An account as it comes from a former database. */
async function addFormer(app: TestApp, hash: string) {
  counter += 1;
  const { id, username } = await addUser(app.db, { username: `former-${counter}`, permissions: ['assets.read'] });
  await app.db.updateTable('users').set({ password_hash: hash }).where('id', '=', id).execute();
  const stored = async () =>
    (await app.db.selectFrom('users').select('password_hash').where('id', '=', id).executeTakeFirstOrThrow())
      .password_hash;
  // From a network of its own each: what is wrong here must not slow down the next case.
  const login = async (password: string) => (await tryLogin(app, username, password, `203.0.${counter}.5`)).statusCode;
  return { login, stored };
}

test.each<[what: string, shape: Shape]>([
  ['what NekoHub made last', { iterations: 100_000 }],
  ['SHA-512', {}],
  ['SHA-256', { digest: 'sha256' }],
  ['SHA-1', { digest: 'sha1', keyBytes: 20 }],
  ['a longer salt and key', { saltBytes: 64, keyBytes: 64 }],
  ['the shortest salt and key', { saltBytes: 16, keyBytes: 16 }],
])('%s signs in, and is replaced by argon2id at the first success alone', async (_what, shape) => {
  const hash = formerHash(shape);
  const { login, stored } = await addFormer(hub(), hash);
  for (const wrong of ['wrong', ` ${PASSWORD}`, PASSWORD.toUpperCase()]) expect(await login(wrong)).toBe(401);
  expect(await stored()).toBe(hash);
  expect(await login(PASSWORD)).toBe(200);
  const replaced = await stored();
  expect(replaced).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect([await login(PASSWORD), await login('wrong')]).toEqual([200, 401]);
  expect(await stored()).toBe(replaced);
});

test('of several sign-ins at once with such a hash all succeed', async () => {
  const { login, stored } = await addFormer(hub(), formerHash());
  const statuses = await Promise.all(Array.from({ length: 5 }, () => login(PASSWORD)));
  expect(statuses).toEqual(Array(5).fill(200));
  expect(await stored()).toMatch(/^\$argon2id\$/);
  expect(await login(PASSWORD)).toBe(200);
});

test('an account with such a hash takes as long to refuse as any other, and as none', async () => {
  await using own = await startTestApp();
  const former = await addFormer(own, formerHash({ iterations: 400_000 }));
  const other = await addUser(own.db, { username: 'of-our-own' });
  /** The shortest of some: the machine may be busy. */
  const timeOf = async (login: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const startedAt = performance.now();
      expect(await login()).toBe(401);
      times.push(performance.now() - startedAt);
    }
    return Math.min(...times);
  };
  const slow = await timeOf(() => former.login('wrong'));
  for (const [username, address] of [
    [other.username, '198.51.100.7'],
    ['nobody', '192.0.2.7'],
  ] as const) {
    const time = await timeOf(async () => (await tryLogin(own, username, 'wrong', address)).statusCode);
    expect(time, username).toBeGreaterThan(slow / 3);
  }
});

const SALT = Buffer.alloc(16).toString('base64').slice(0, 22);
const KEY = Buffer.alloc(32).toString('base64').slice(0, 43);
const cut = (bytes: number): string => Buffer.from(formerHash(), 'base64').subarray(0, bytes).toString('base64');

test.each<[what: string, hash: string]>([
  ['nothing', ''],
  ['the password itself', PASSWORD],
  ['no base64', 'AQAAAAIAAYag*not base64*'],
  ['base64 with something behind it', `${formerHash()}\n`],
  ['a header alone', cut(13)],
  ['half a header', cut(7)],
  ['a salt without a key', cut(29)],
  ['a cut key', cut(40)],
  ['another marker', formerHash({ header: { marker: 0 } })],
  ['a marker to come', formerHash({ header: { marker: 2 } })],
  ['no known PRF', formerHash({ header: { prf: 3 } })],
  ['a PRF that is not the one', formerHash({ header: { prf: 1 } })],
  ['no iterations', formerHash({ header: { iterations: 0 } })],
  ['as many iterations as fit, which would take an hour', formerHash({ header: { iterations: 0xffff_ffff } })],
  ['no salt', formerHash({ saltBytes: 0 })],
  ['a salt longer than all', formerHash({ header: { saltBytes: 0xffff_ffff } })],
  ['a short salt', formerHash({ saltBytes: 8 })],
  ['a short key', formerHash({ keyBytes: 8 })],
  ['more bytes than there were ever', formerHash({ keyBytes: 300 })],
  ['argon2id without a key', '$argon2id$v=19$m=19456,t=2,p=1$AAAA'],
  ['argon2id with bits left over', `$argon2id$v=19$m=8,t=1,p=1$${SALT}$${KEY.slice(0, -1)}B`],
  ['argon2id with more memory than there is', `$argon2id$v=19$m=4294967295,t=1,p=1$${SALT}$${KEY}`],
  ['argon2id with passes without end', `$argon2id$v=19$m=8,t=4294967295,p=1$${SALT}$${KEY}`],
  ['argon2id with lanes without end', `$argon2id$v=19$m=1048576,t=1,p=16777215$${SALT}$${KEY}`],
  ['argon2id without a pass', `$argon2id$v=19$m=8,t=0,p=1$${SALT}$${KEY}`],
  ['argon2id with less memory than its lanes need', `$argon2id$v=19$m=8,t=1,p=2$${SALT}$${KEY}`],
  ['bcrypt', '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
])('%s lets nobody in, is kept as it is, and is no fault of the server', async (_what, hash) => {
  const { login, stored } = await addFormer(hub(), hash);
  for (const password of [PASSWORD, '', 'x'.repeat(MAX_PASSWORD_CHARACTERS)]) expect(await login(password)).toBe(401);
  expect(await stored()).toBe(hash);
});
