import { expect, test } from 'vitest';
test('pure', () => expect(1).toBe(1));
test.skip('later', () => {});
