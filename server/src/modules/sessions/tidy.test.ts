import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { codeOf, logout, refresh, refreshed, signIn, stateOf, tryLogin } from '../../../test/auth-calls.ts';
import { createTestClock } from '../../../test/clock.ts';
import { createTestDatabase } from '../../../test/database.ts';
import { listen } from '../../../test/socket.ts';
import { DAY, MINUTE, SECOND } from '../../core/clock.ts';

test.each([
  [
    '10 s later the oldest token and sealed ones that were used are gone',
    10 * SECOND,
    { sealed: 1, tokens: 2, sessions: 1, failures: 3 },
  ],
  ['a day later failures too', DAY + 1, { sealed: 1, tokens: 2, sessions: 1, failures: 0 }],
  ['a month after its end nothing is left of a session', 121 * DAY, { sealed: 0, tokens: 0, sessions: 0, failures: 0 }],
])('a start tidies up: %s', async (_case, ms, expected) => {
  const database = await createTestDatabase();
  try {
    const first = await startTestApp({ database });
    const { refreshToken } = await signIn(first);
    const second = await refreshed(first, refreshToken);
    await refreshed(first, second.refreshToken);
    await tryLogin(first, 'nobody', 'wrong');
    const later = first.clock.now() + ms;
    await first.close();

    await using hub = await startTestApp({ database, clock: createTestClock(later) });
    await listen(hub);
    const rows = async () => {
      const tokens = await hub.db.selectFrom('refresh_tokens').select('sealed_token').execute();
      const sessions = await hub.db.selectFrom('sessions').select('id').execute();
      const failures = await hub.db.selectFrom('login_failures').select('key').execute();
      const sealed = tokens.filter((row) => row.sealed_token !== null).length;
      return { sealed, tokens: tokens.length, sessions: sessions.length, failures: failures.length };
    };
    await expect.poll(rows).toEqual(expected);
  } finally {
    await database.remove();
  }
});

/** A session refreshed `times` times, a quarter of an hour apart, and then a program that has tidied up. */
async function withOldSession(
  times: number,
  use: (hub: TestApp, tokens: string[], signedIn: Awaited<ReturnType<typeof signIn>>) => Promise<void>,
): Promise<void> {
  const database = await createTestDatabase();
  try {
    const first = await startTestApp({ database });
    let last = await signIn(first);
    const tokens = [last.refreshToken];
    for (let time = 0; time < times; time += 1) {
      first.clock.advance(15 * MINUTE);
      last = await refreshed(first, last.refreshToken);
      tokens.push(last.refreshToken);
    }
    const later = first.clock.now() + MINUTE;
    await first.close();
    await using hub = await startTestApp({ database, clock: createTestClock(later) });
    await listen(hub);
    const rows = async () => (await hub.db.selectFrom('refresh_tokens').select('id').execute()).length;
    await expect.poll(rows).toBe(2);
    await use(hub, tokens, last);
  } finally {
    await database.remove();
  }
}

test('however often a session is refreshed, two of its tokens are kept; the last and its parent go on', () =>
  withOldSession(20, async (hub, tokens) => {
    const again = await refreshed(hub, tokens.at(-2) ?? '');
    expect(again.refreshToken).toBe(tokens.at(-1));
    await refreshed(hub, tokens.at(-1) ?? '');
  }));

test.each([0, 5, 18])('of 20 tokens, number %d still ends its session, and no other', (number) =>
  withOldSession(20, async (hub, tokens, signedIn) => {
    const other = await signIn(hub);
    expect(await codeOf(refresh(hub, tokens[number]))).toEqual([401, 'auth_refresh_token_reused']);
    expect(await stateOf(hub, signedIn.accessToken)).toBe('auth_session_ended');
    expect(await codeOf(refresh(hub, tokens.at(-1)))).toEqual([401, 'auth_refresh_token_reused']);
    expect(await stateOf(hub, other.accessToken)).toBe('ok');
  }),
);

test('a removed token signs out; one that was never given out ends nothing', () =>
  withOldSession(5, async (hub, [oldest = ''], signedIn) => {
    const forged = `${oldest.slice(0, 40)}${oldest[40] === 'A' ? 'B' : 'A'}${oldest.slice(41)}`;
    expect(await codeOf(refresh(hub, forged))).toEqual([401, 'auth_refresh_token_invalid']);
    expect((await logout(hub, { refreshToken: forged })).statusCode).toBe(204);
    expect(await stateOf(hub, signedIn.accessToken)).toBe('ok');
    expect((await logout(hub, { refreshToken: oldest })).statusCode).toBe(204);
    expect(await stateOf(hub, signedIn.accessToken)).toBe('auth_session_ended');
  }));
