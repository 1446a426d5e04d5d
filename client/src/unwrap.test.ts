import { expect, it } from 'vitest';
import { unwrap } from './unwrap.ts';

it('a refusal tells how long the server asks to wait', async () => {
  const error = { code: 'queue_full', message: 'Too much.', traceId: 't', status: 503 };
  const response = new Response(null, { status: 503, headers: { 'Retry-After': '30' } });
  await expect(unwrap(Promise.resolve({ error: { error }, response }))).rejects.toMatchObject({
    code: 'queue_full',
    retryAfterSeconds: 30,
  });
});
