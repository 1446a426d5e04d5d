import { describe } from 'vitest';
import { describeInterruption } from './interruption.ts';
import { describeKeys } from './keys.ts';
import { describeReading } from './reading.ts';
import { describeSize } from './size.ts';
import type { OpenBehindProxy, OpenStorage } from './subject.ts';
import { describeWriting } from './writing.ts';

export interface ContractOptions {
  /** Of one object; undefined: any number of bytes. */
  readonly maxBytes?: number;
  readonly openBehindProxy?: OpenBehindProxy;
}

/** What every driver must do; run for each of them. */
export function describeStorage(
  name: string,
  open: OpenStorage,
  { maxBytes = Number.POSITIVE_INFINITY, openBehindProxy }: ContractOptions = {},
): void {
  describe(`the storage contract: ${name}`, () => {
    describeReading(open);
    describeWriting(open);
    describeSize(open, maxBytes);
    describeKeys(open);
    if (openBehindProxy) describeInterruption(openBehindProxy);
  });
}
