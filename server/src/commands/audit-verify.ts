import type { ChainFault } from '../modules/audit/service.ts';
import { defineCommand } from './command.ts';
import { withApp } from './with-app.ts';

const FAULTS = {
  changed: 'was changed.',
  missing: 'is missing.',
  out_of_chain: 'does not follow the event before it.',
  head_missing: 'is the last one that is left. The mark of the end is missing: there may have been more.',
} as const;

const sentenceOf = ({ seq, upTo, fault }: ChainFault): string =>
  upTo === undefined ? `Event ${seq} ${FAULTS[fault]}` : `Events ${seq} to ${upTo} are missing.`;

export const auditVerify = defineCommand({
  name: 'audit verify',
  summary: 'Check that nothing in the record was changed or removed',
  run: () =>
    withApp(async ({ services }) => {
      const { events, hash, faults } = await services.audit.verify();
      process.stdout.write(`${events} events, the last with hash ${hash}\n`);
      for (const fault of faults) process.stdout.write(`${sentenceOf(fault)}\n`);
      if (faults.length === 0) process.stdout.write('OK\n');
      return faults.length === 0 ? 0 : 1;
    }),
});
