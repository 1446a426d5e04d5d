import { expect, test } from 'vitest';
import { TOOLS } from './registry.ts';

test('what the tools tell of themselves changes only on purpose', async () => {
  const descriptions = TOOLS.map(({ permission, description }) => ({ permission, ...description }));
  await expect(`${JSON.stringify(descriptions, null, 2)}\n`).toMatchFileSnapshot('tools.snapshot.json');
});

test('tools are listed by name in byte order', () => {
  const names = TOOLS.map(({ description }) => description.name);
  expect(names).toEqual([...names].sort());
});
