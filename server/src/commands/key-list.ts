import { printable } from '../core/plain-text.ts';
import type { ApiKeyAnswer } from '../modules/api-keys/schema.ts';
import { defineCommand, UsageError } from './command.ts';
import { withApp } from './with-app.ts';

export const keyList = defineCommand({
  name: 'key list',
  summary: 'List API keys, newest first: id, state, owner, name, what it may do, end, last use',
  options: {
    owner: { type: 'string', value: 'USER', doc: 'only those of this user, by user name' },
  },
  run: ({ options: { owner } }) =>
    withApp(async ({ services: { accounts, apiKeys } }) => {
      const user = owner === undefined ? undefined : await accounts.findByName(owner);
      if (owner !== undefined && !user) throw new UsageError(`There is no user ${owner}.`);
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const page = await apiKeys.list('system', {
          pageSize: 100,
          ...(user && { ownerId: user.id }),
          ...(cursor !== undefined && { cursor }),
        });
        for (const key of page.items) process.stdout.write(`${lineOf(key)}\n`);
        // The first page has them all.
        if (cursor === undefined && !user) {
          for (const { name } of page.environmentKeys) process.stdout.write(`${name}\tenvironment\n`);
        }
        cursor = page.nextCursor;
      }
      return 0;
    }),
});

const lineOf = (key: ApiKeyAnswer): string =>
  [
    key.id,
    key.status,
    printable(key.owner.username),
    printable(key.name),
    key.permissions.join(','),
    key.expiresAtUtc ?? 'never expires',
    key.lastUsedAtUtc ? `last used ${key.lastUsedAtUtc} from ${key.lastUsedAddress}` : 'not used yet',
  ].join('\t');
