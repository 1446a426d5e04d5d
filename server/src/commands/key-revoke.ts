import { type ApiKeyId, parseId } from '../core/ids.ts';
import { defineCommand, UsageError } from './command.ts';
import { withApp } from './with-app.ts';

export const keyRevoke = defineCommand({
  name: 'key revoke',
  summary: 'Revoke an API key; servers that run refuse it within 5 seconds',
  arguments: ['ID'],
  run({ arguments: [text] }) {
    // Not the key itself, which would stay in the shell's history.
    const id = parseId<ApiKeyId>(text);
    if (!id) throw new UsageError('ID must be the id of a key, as `key list` shows it.');
    return withApp(async ({ services: { apiKeys } }) => {
      await apiKeys.revoke('system', id);
      process.stdout.write(`Revoked ${id}\n`);
      return 0;
    });
  },
});
