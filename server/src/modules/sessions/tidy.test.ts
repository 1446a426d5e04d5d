import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { refreshed, signIn, tryLogin } from '../../../test/auth-calls.ts';
import { createTestClock } from '../../../test/clock.ts';
import { createTestDatabase } from '../../../test/database.ts';
import { listen } from '../../../test/socket.ts';
import { DAY, SECOND } from '../../core/clock.ts';

test.each([
  ['10 s later sealed tokens that were used are gone', 10 * SECOND, { sealed: 1, tokens: 3, sessions: 1, failures: 3 }],
  ['a day later failures too', DAY + 1, { sealed: 1, tokens: 3, sessions: 1, failures: 0 }],
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
