import { expect, test } from 'vitest';
import { type Parser, runParser, UnexpectedEnd } from './byte-reader.ts';

/** Takes, passes over, looks for and wants nothing at all; says what it saw. */
function* everyWant(): Parser<string[]> {
  const seen: string[] = [];
  seen.push((yield { take: 3 }).toString('latin1'));
  seen.push((yield { take: 0 }).toString('latin1'));
  yield { skip: 0 };
  yield { skip: 4 };
  seen.push((yield { take: 1 }).toString('latin1'));
  yield { find: 0x2a };
  seen.push((yield { take: 2 }).toString('latin1'));
  yield { skip: 2 };
  yield { skip: 0 };
  return seen;
}

const TEXT = Buffer.from('abc----d...*ef!!');

test('sees the same whatever the size of the chunks', () => {
  for (let size = 1; size <= TEXT.length; size += 1) {
    const run = runParser(everyWant());
    for (let at = 0; at < TEXT.length; at += size) run.push(TEXT.subarray(at, at + size));
    expect(run.end(), `chunks of ${size}`).toEqual(['abc', '', 'd', 'ef']);
  }
});

test('empty chunks change nothing, and what comes after the end is not looked at', () => {
  const run = runParser(everyWant());
  for (const part of ['', 'a', '', 'bc----d', '', '*', 'ef!!', '', 'more', '']) run.push(Buffer.from(part));
  expect(run.end()).toEqual(['abc', '', 'd', 'ef']);
});

test('a file that ends before the parser is an error, wherever it ends', () => {
  for (let length = 0; length < TEXT.length; length += 1) {
    const run = runParser(everyWant());
    run.push(TEXT.subarray(0, length));
    expect(() => run.end(), `${length} bytes`).toThrow(UnexpectedEnd);
  }
});

test('what is held of a chunk is a copy: its owner may use it again', () => {
  const run = runParser(everyWant());
  const chunk = Buffer.from('ab');
  run.push(chunk);
  chunk.fill(0x78);
  run.push(Buffer.from('c----d*ef!!'));
  expect(run.end()).toEqual(['abc', '', 'd', 'ef']);
});
