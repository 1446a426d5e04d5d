import type { SettingGroup } from '@nekohub/client';
import { expect, it } from 'vitest';
import { findSettings } from './find-settings.ts';

const setting = (name: 'Server__Port' | 'Server__Host' | 'Ai__TimeoutSeconds', more = {}) => ({
  name,
  value: '60',
  isSet: true,
  isSecret: false,
  origin: 'default' as const,
  defaultValue: '60',
  expected: '',
  description: '',
  ...more,
});

const groups: SettingGroup[] = [
  {
    name: 'Server',
    settings: [setting('Server__Port', { value: '5121', origin: 'environment' }), setting('Server__Host')],
  },
  { name: 'Ai', settings: [setting('Ai__TimeoutSeconds', { origin: '.env' })] },
];

it.each([
  [{}, ['Server__Port', 'Server__Host', 'Ai__TimeoutSeconds']],
  [{ changed: 'true' as const }, ['Server__Port', 'Ai__TimeoutSeconds']],
  [{ query: 'server__' }, ['Server__Port', 'Server__Host']],
  [{ query: '5121' }, ['Server__Port']],
  [{ query: 'ABOUT AI' }, ['Ai__TimeoutSeconds']],
  [{ query: 'host', changed: 'true' as const }, []],
])('%j finds %j', (search, names) => {
  const found = findSettings(groups, search, ({ name }) => `about ${name.split('__')[0]}`);
  expect(found.flatMap(({ settings }) => settings.map(({ name }) => name))).toEqual(names);
  expect(found.every(({ settings }) => settings.length > 0)).toBe(true);
});
