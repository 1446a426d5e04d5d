import { describe, expect, test } from 'vitest';
import { noise } from '../../../test/images.ts';
import { decodeBase64 } from './base64.ts';

async function decode(text: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of decodeBase64(text)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('decodeBase64', () => {
  test.each([0, 1, 2, 3, 49_151, 49_152, 49_153, 200_000])('gives back %i bytes', async (size) => {
    const bytes = noise(size);
    expect((await decode(bytes.toString('base64'))).equals(bytes)).toBe(true);
  });

  test('allows line breaks, as base64 tools write them', async () => {
    const bytes = noise(500);
    const lines = bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
    expect((await decode(`${lines}\n`)).equals(bytes)).toBe(true);
  });

  test.each([
    ['a foreign character', 'AAA!'],
    ['the alphabet for URLs', '-_-_'],
    ['no padding', 'QQ'],
    ['too much padding', 'Q==='],
    ['padding in the middle', 'QQ==QUFB'],
    ['padding at the end of a piece that is not the last', `${'A'.repeat(64 * 1024 - 2)}==AAAA`],
    ['a data address', 'data:image/png;base64,AAAA'],
  ])('refuses %s', async (_case, text) => {
    await expect(decode(text)).rejects.toMatchObject({ code: 'asset_base64_invalid' });
  });

  test('decodes no further than is read', async () => {
    const pieces = decodeBase64(`${'A'.repeat(64 * 1024)}${'!'.repeat(64 * 1024)}`);
    expect((await pieces.next()).value).toHaveLength(48 * 1024);
    await pieces.return(undefined);
  });
});
