import { expect, type Page } from '@playwright/test';
import { openDatabase } from '../../server/src/db/database.ts';
import { addUser, type NewTestUser } from '../../server/test/users.ts';
import type { Hub } from './hub.ts';

export interface Account {
  readonly username: string;
  readonly password: string;
}

const key = 'a-key-for-the-browser-tests-alone';

/** The superAdmin that a hub has from its start, and a key for what a test prepares without a browser. */
export const owner = {
  username: 'mika',
  password: 'a cat looks over the edge',
  key,
  env: {
    Auth__BootstrapSuperAdmin__Username: 'mika',
    Auth__BootstrapSuperAdmin__Password: 'a cat looks over the edge',
    Auth__ApiKey__Keys__0: key,
  },
} as const;

/** Puts an account with exactly these permissions beside those that the hub has. */
export async function addAccount(hub: Hub, user: NewTestUser): Promise<Account> {
  const db = await openDatabase({ provider: 'sqlite', file: `${hub.dataPath}/nekohub.db` });
  try {
    const { username, password } = await addUser(db, user);
    return { username, password };
  } finally {
    await db.destroy();
  }
}

/** Signs in as the form does, without the form, and opens a page. */
export async function signIn(
  page: Page,
  hub: Hub,
  { path = '/assets', account = owner }: { path?: string; account?: Account } = {},
): Promise<void> {
  const { username, password } = account;
  const answer = await page.request.post(`${hub.url}/api/v1/auth/login`, {
    headers: { Origin: hub.url },
    data: { username, password, carrier: 'cookie' },
  });
  expect(answer.status()).toBe(200);
  await page.goto(`${hub.url}${path}`);
}

/** Fills in the form of the sign-in page. */
export async function signInByForm(page: Page, { username, password }: Account = owner): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
