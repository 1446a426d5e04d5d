import { afterEach, expect, it, vi } from 'vitest';
import { browserTabs, type TabMessage } from './tabs.ts';

afterEach(() => vi.unstubAllGlobals());

it('tabs hear of each other without Web Locks, as over plain HTTP', async () => {
  vi.stubGlobal('navigator', {});
  const first = browserTabs<string>('test');
  const second = browserTabs<string>('test');
  const heard = new Promise<TabMessage<string>>((resolve) => second.listen(resolve));
  first.send({ kind: 'ended' });
  expect(await heard).toEqual({ kind: 'ended' });
  expect(await first.others()).toBe(0);
  expect(await first.exclusive(async () => 'done')).toBe('done');
});
