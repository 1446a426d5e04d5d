import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSseSessions } from './sessions.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (sessions: ReturnType<typeof createSseSessions>, key = 'a') => {
  let id = '';
  const stream = sessions.open(key, (made) => {
    id = made;
    return `/${made}`;
  });
  const text = () => String(stream.read() ?? '');
  return { id, stream, text };
};

test('a quiet stream beats, and ends when its client has said nothing for half an hour', async () => {
  const sessions = createSseSessions({ now: () => Date.now() });
  const { id, stream, text } = open(sessions);
  expect(text()).toBe(`event: endpoint\ndata: /${id}\n\n`);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(text()).toBe(': still here\n\n');
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  sessions.find(id, 'a')('{"id":1}');
  expect(text()).toMatch(/event: message\ndata: \{"id":1\}\n\n$/);
  await vi.advanceTimersByTimeAsync(29 * 60_000);
  expect(stream.writableEnded).toBe(false);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(stream.writableEnded).toBe(true);
});

test('a key has twenty streams at most; one that is closed makes room', async () => {
  const sessions = createSseSessions({ now: () => Date.now() });
  const [first] = Array.from({ length: 20 }, () => open(sessions));
  expect(() => open(sessions)).toThrow(expect.objectContaining({ code: 'server_busy' }));
  open(sessions, 'b');
  first?.stream.destroy();
  await vi.advanceTimersByTimeAsync(0);
  open(sessions);
});

test('who fetches no answers loses the stream', () => {
  const sessions = createSseSessions({ now: () => Date.now() });
  const { id, stream } = open(sessions);
  const send = sessions.find(id, 'a');
  for (let sent = 0; sent < 20 && !stream.destroyed; sent += 1) send('x'.repeat(1024 * 1024));
  expect(stream.destroyed).toBe(true);
});
