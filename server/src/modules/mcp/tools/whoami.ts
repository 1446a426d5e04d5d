import { describeActor } from '../../auth/service.ts';
import { Exactly } from '../schema.ts';
import { defineTool, LOOKS } from '../tool.ts';

export const whoAmI = defineTool({
  name: 'whoami',
  title: 'Who Am I',
  description: 'This key: what it may do, and until when.',
  permission: null,
  inputSchema: Exactly({}),
  annotations: LOOKS,
  handle({ grant: { actor } }) {
    const expiresAt = actor.kind === 'managedKey' ? actor.expiresAt : null;
    const { name, username, permissions, expiresAtUtc } = describeActor(actor, expiresAt);
    return { name, username, permissions, expiresAtUtc };
  },
});
