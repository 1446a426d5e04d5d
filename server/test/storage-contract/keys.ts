import { expect, test } from 'vitest';
import { noise } from '../images.ts';
import { bytesOf, chunksOf, collect, newKey } from '../objects.ts';
import type { OpenStorage } from './subject.ts';

const KEYS_OF_NOBODY = [
  '',
  '/',
  '.',
  '..',
  '../outside.png',
  '2026/../../outside.png',
  '2026/04/08/../../../../outside.png',
  '/etc/passwd',
  '2026//x.png',
  '2026/x.png/',
  '2026\\..\\x.png',
  'C:\\x.png',
  '.incoming/x',
  '2026/.hidden',
  'x\0.png',
  'x\n.png',
  '%2e%2e/x.png',
  '猫.png',
  `${'a/'.repeat(600)}b`,
];

const ODD_KEYS = [
  '-',
  '_/-/x',
  'a..b/c.',
  '0/00/000',
  'A/b.PNG',
  'x.lock',
  `${'x'.repeat(200)}.png`,
  `${'d/'.repeat(40)}x`,
];

/** What keys there are, and what goes away. */
export function describeKeys(open: OpenStorage): void {
  test('removing twice, or what never was, is fine; nothing else goes', async () => {
    await using subject = await open();
    const [key, other] = [newKey(), newKey()];
    for (const each of [key, other]) await subject.storage.write(each, chunksOf(noise(10), 10));
    for (const each of [key, key, newKey(), `${key}/below`]) await subject.storage.remove(each);
    expect(await subject.storage.read(key, { start: 0, end: 9 })).toBeUndefined();
    expect(await bytesOf(await subject.storage.read(other, { start: 0, end: 9 }))).toHaveLength(10);
  });

  test('odd keys are as good as others', async () => {
    await using subject = await open();
    const { storage } = subject;
    for (const [index, key] of ODD_KEYS.entries()) await storage.write(key, chunksOf(noise(10, index), 10));
    for (const [index, key] of ODD_KEYS.entries()) {
      expect(await bytesOf(await storage.read(key, { start: 0, end: 9 })), key).toEqual(noise(10, index));
    }
    const listed = (await collect(storage.list(''))).map(({ key }) => key);
    expect(listed.sort()).toEqual([...ODD_KEYS].sort());
    for (const key of ODD_KEYS) await storage.remove(key);
    expect(await subject.listEverything()).toEqual([]);
  });

  test.each(KEYS_OF_NOBODY.map((key) => [key]))('takes no key like %j', async (key) => {
    await using subject = await open();
    await expect(subject.storage.write(key, chunksOf(noise(10), 10))).rejects.toThrow('Not a storage key.');
    await expect(subject.storage.read(key, { start: 0, end: 9 })).rejects.toThrow('Not a storage key.');
    await expect(subject.storage.remove(key)).rejects.toThrow('Not a storage key.');
    expect(await subject.listEverything()).toEqual([]);
  });

  test('lists what is stored, all of it or below a folder, and nothing that is on its way', async () => {
    await using subject = await open();
    const { storage } = subject;
    const keys = ['2026/04/08/a.png', '2026/04/08/b.png', '2026/05/a.png', '20261/a.png'];
    for (const [index, key] of keys.entries()) await storage.write(key, chunksOf(noise(index + 1), 10));
    const list = async (prefix: string) => (await collect(storage.list(prefix))).map(({ key }) => key).sort();
    const whileWriting: string[][] = [];
    const source = async function* () {
      yield noise(10);
      whileWriting.push(await list(''));
    };
    await storage.write('2026/04/08/c.png', source());
    await storage.remove('2026/04/08/b.png');
    expect(whileWriting).toEqual([[...keys].sort()]);
    expect(await list('')).toEqual(['2026/04/08/a.png', '2026/04/08/c.png', '2026/05/a.png', '20261/a.png']);
    expect(await list('2026/04/')).toEqual(['2026/04/08/a.png', '2026/04/08/c.png']);
    expect(await list('2026/04/08/a.png/')).toEqual([]);
    expect(await list('2027/')).toEqual([]);
    expect(await collect(storage.list('2026/05/'))).toEqual([{ key: '2026/05/a.png', size: 3 }]);
  });

  test('its check leaves nothing', async () => {
    await using subject = await open();
    await subject.storage.check();
    expect(await subject.listEverything()).toEqual([]);
  });
}
