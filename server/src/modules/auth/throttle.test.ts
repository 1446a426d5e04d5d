import { expect, test } from 'vitest';
import { keyState, makeKey } from '../../../test/api-keys.ts';
import { ADMIN, startTestApp, type TestApp } from '../../../test/app.ts';
import { countThrottled, refreshed, signIn, stateOf, tryLogin } from '../../../test/auth-calls.ts';
import { addUser } from '../../../test/users.ts';
import { DAY, SECOND } from '../../core/clock.ts';

const HOME = '198.51.100.5';
const STRANGER = '203.0.113.5';

const guess = (hub: TestApp, from = STRANGER) => tryLogin(hub, ADMIN.username, 'wrong', from);
const succeeds = async (hub: TestApp, from = STRANGER) =>
  (await tryLogin(hub, ADMIN.username, ADMIN.password, from)).statusCode === 200;

/** How many passwords were really compared: only those are counted. */
async function countFailures(hub: TestApp): Promise<number> {
  const rows = await hub.db.selectFrom('login_failures').select('failures').execute();
  return Math.max(0, ...rows.map(({ failures }) => failures));
}

test('five are free; then the delay doubles up to 15 minutes; after it one may try again', async () => {
  await using hub = await startTestApp();
  for (let failure = 1; failure < 5; failure += 1) await guess(hub);
  const delays: number[] = [];
  for (let failure = 5; failure <= 17; failure += 1) {
    const at = hub.clock.now();
    await guess(hub);
    const rows = await hub.db.selectFrom('login_failures').select('blocked_until').execute();
    const until = Math.max(...rows.map((row) => row.blocked_until));
    delays.push((until - at) / SECOND);
    hub.clock.advance(until - at - 1);
    expect(await succeeds(hub)).toBe(false);
    hub.clock.advance(1);
  }
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  expect(await succeeds(hub)).toBe(true);
});

test('up to four wrong ones delay nobody, and the right one wipes the slate', async () => {
  await using hub = await startTestApp();
  for (const _round of [1, 2, 3]) {
    for (let failure = 1; failure < 5; failure += 1) await guess(hub);
    expect(await succeeds(hub)).toBe(true);
  }
});

test('attempts during a delay neither count nor make it longer, and compare no password', async () => {
  await using hub = await startTestApp();
  for (let failure = 1; failure <= 5; failure += 1) await guess(hub);
  for (let attempt = 1; attempt <= 20; attempt += 1) await guess(hub);
  expect(await countFailures(hub)).toBe(5);
  // They take as long as if one had been compared.
  expect(countThrottled(hub)).toBe(20);
  expect(hub.clock.sleeps.every((ms) => ms > 1)).toBe(true);
  hub.clock.advance(SECOND);
  expect(await succeeds(hub)).toBe(true);
});

test('failures are forgotten after a day', async () => {
  await using hub = await startTestApp();
  for (let failure = 1; failure <= 4; failure += 1) await guess(hub);
  hub.clock.advance(DAY + 1);
  await guess(hub);
  expect(await countFailures(hub)).toBe(1);
  expect(await succeeds(hub)).toBe(true);
});

test('50 wrong passwords at once are compared five times at most', async () => {
  await using hub = await startTestApp();
  const answers = await Promise.all(Array.from({ length: 50 }, () => guess(hub)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([401]));
  expect(await countFailures(hub)).toBe(5);
  expect(countThrottled(hub)).toBe(45);
});

test('guessing from many networks at once is counted for the account as well', async () => {
  await using hub = await startTestApp();
  await Promise.all(Array.from({ length: 60 }, (_, index) => guess(hub, `203.0.${index}.5`)));
  expect(await countFailures(hub)).toBe(20);
  expect(await succeeds(hub, '192.0.2.1')).toBe(false);
});

test('the owner is let in from a network that the account knows while strangers guess; so are live sessions', async () => {
  await using hub = await startTestApp();
  expect(await succeeds(hub, HOME)).toBe(true);
  const session = await signIn(hub);
  for (let index = 0; index < 60; index += 1) await guess(hub, `203.0.${index}.5`);
  expect(await succeeds(hub, STRANGER)).toBe(false);
  expect(await succeeds(hub, '198.51.100.200')).toBe(true);
  expect(await stateOf(hub, session.accessToken)).toBe('ok');
  await refreshed(hub, session.refreshToken);
});

test.each([
  ['spread evenly', 'a network each', 899],
  ['spread evenly', 'one network', 899],
  ['all at once', 'a network each', 0],
])(
  'of 1,000 wrong passwords within 15 minutes, %s, from 50 addresses in %s, fewer than 100 are compared',
  async (...how) => {
    const [, networks, pause] = how;
    await using hub = await startTestApp();
    expect(await succeeds(hub, HOME)).toBe(true);
    const session = await signIn(hub);
    const { key } = await makeKey(hub, session.accessToken);
    const addresses = Array.from({ length: 50 }, (_, index) =>
      networks === 'one network' ? `203.0.113.${index}` : `203.0.${index}.5`,
    );
    const guesses: ReturnType<typeof guess>[] = [];
    for (let attempt = 0; attempt < 1000; attempt += 1) {
      guesses.push(guess(hub, addresses[attempt % 50]));
      if (pause > 0) await guesses.at(-1);
      hub.clock.advance(pause);
    }
    const answers = new Set((await Promise.all(guesses)).map((answer) => answer.json().error.code));
    expect(answers).toEqual(new Set(['auth_invalid_credentials']));
    // Each guess either compared a password or slept as long as that takes.
    const compared = 1000 - countThrottled(hub);
    expect(compared).toBe(await countFailures(hub));
    expect(compared).toBeGreaterThanOrEqual(5);
    expect(compared).toBeLessThan(100);

    expect(await succeeds(hub, addresses[0])).toBe(false);
    expect([await stateOf(hub, session.accessToken), await keyState(hub, key)]).toEqual(['ok', 'ok']);
    await refreshed(hub, session.refreshToken);
    expect(await succeeds(hub, HOME)).toBe(true);
  },
);

test('strangers cannot fill the queue of a network that the account knows', async () => {
  await using hub = await startTestApp({ settings: { Auth__Throttle__FreeFailures: '100' } });
  const { username, password } = await addUser(hub.db);
  expect((await tryLogin(hub, username, password, HOME)).statusCode).toBe(200);
  let answered = 0;
  const guesses = Array.from({ length: 400 }, async () => {
    const { statusCode } = await tryLogin(hub, username, 'wrong', STRANGER);
    if (statusCode === 401) answered += 1;
    return statusCode;
  });
  const owner = await tryLogin(hub, username, password, HOME);
  expect(owner.statusCode).toBe(200);
  // Nor had he to wait for their turns.
  expect(answered).toBeLessThan(200);
  expect(new Set(await Promise.all(guesses))).toEqual(new Set([401, 503]));
});

test('the same for another account and another network goes on undisturbed', async () => {
  await using hub = await startTestApp();
  for (let failure = 1; failure <= 10; failure += 1) await guess(hub);
  await tryLogin(hub, 'nobody', 'wrong');
  const failures = (await hub.db.selectFrom('login_failures').select('failures').execute()).map((row) => row.failures);
  // Of each account: by the network, by all strangers. And by the network of all accounts.
  expect(failures.toSorted()).toEqual([1, 1, 5, 5, 6]);
  expect(await succeeds(hub, HOME)).toBe(true);
});

test.each(['one after another', 'all at once'])(
  'one password at 500 accounts, %s, is compared 100 times',
  async (how) => {
    await using hub = await startTestApp();
    const { username, password } = await addUser(hub.db);
    expect((await tryLogin(hub, username, password, HOME)).statusCode).toBe(200);
    const spray = (account: number) => tryLogin(hub, `user-${account}`, 'Spring2026!', HOME);
    const accounts = Array.from({ length: 500 }, (_, account) => account);
    const statuses: number[] = [];
    if (how === 'all at once') {
      statuses.push(...(await Promise.all(accounts.map(spray))).map(({ statusCode }) => statusCode));
    } else {
      for (const account of accounts) statuses.push((await spray(account)).statusCode);
    }
    expect(await countFailures(hub)).toBe(100);
    // Those that found the queue full are told so.
    expect(new Set(statuses)).toEqual(new Set(how === 'all at once' ? [401, 503] : [401]));
    expect(countThrottled(hub)).toBe(statuses.filter((status) => status === 401).length - 100);

    expect(await succeeds(hub, HOME)).toBe(false);
    // Whoever signed in from there before is not held up, nor is anybody from elsewhere.
    expect((await tryLogin(hub, username, password, HOME)).statusCode).toBe(200);
    expect(await succeeds(hub, STRANGER)).toBe(true);
    hub.clock.advance(SECOND);
    expect(await succeeds(hub, HOME)).toBe(true);
  },
);

test('signing in does not make up for guesses at other accounts, nor do mistakes of those who belong there count', async () => {
  await using hub = await startTestApp();
  expect(await succeeds(hub, HOME)).toBe(true);
  for (let round = 0; round < 30; round += 1) {
    for (let mistake = 1; mistake < 5; mistake += 1) await guess(hub, HOME);
    expect(await succeeds(hub, HOME)).toBe(true);
  }
  expect(await countFailures(hub)).toBe(0);
  for (let account = 0; account < 100; account += 1) {
    await tryLogin(hub, `user-${account}`, 'Spring2026!', HOME);
    expect(await succeeds(hub, HOME)).toBe(true);
  }
  expect(await countFailures(hub)).toBe(100);
});

test('what is remembered of failures names neither account nor address', async () => {
  await using hub = await startTestApp();
  await guess(hub);
  const rows = await hub.db.selectFrom('login_failures').selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/admin|203\.0\.113/i);
});

test.each([
  ['203.0.113.99', false],
  ['203.0.114.5', true],
  ['::ffff:203.0.113.99', false],
])('one network is one guesser: %s', async (from, expected) => {
  await using hub = await startTestApp();
  for (let failure = 1; failure <= 5; failure += 1) await guess(hub);
  expect(await succeeds(hub, from)).toBe(expected);
});

test('a longest delay that is set shorter holds', async () => {
  await using hub = await startTestApp({
    settings: { Auth__Throttle__FreeFailures: '1', Auth__Throttle__MaxDelaySeconds: '3' },
  });
  for (let failure = 1; failure <= 10; failure += 1) {
    await guess(hub);
    hub.clock.advance(3 * SECOND);
  }
  expect(await succeeds(hub)).toBe(true);
});
