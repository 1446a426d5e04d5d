import type { DoctorReport } from '../modules/doctor/schema.ts';
import { defineCommand } from './command.ts';
import { withApp } from './with-app.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Compare the database with the stores: what is missing, changed or nobody’s',
  options: {
    repair: { type: 'boolean', doc: 'put right what can be; what is nobody’s goes to a quarantine folder' },
    quick: { type: 'boolean', doc: 'look for objects without reading them' },
  },
  run: ({ options }) =>
    withApp(async ({ services }) => {
      const report = await services.doctor.run({ repair: options.repair ?? false, verifyBytes: !options.quick });
      process.stdout.write(`${linesOf(report).join('\n')}\n`);
      return isWell(report) ? 0 : 1;
    }),
});

const problemsOf = ({ orphaned, missing, changed, unreadable }: DoctorReport): number =>
  orphaned + missing + changed + unreadable;

const isWell = (report: DoctorReport): boolean =>
  problemsOf(report) === report.repaired && report.storesNotListed.length === 0;

function linesOf(report: DoctorReport): string[] {
  const { rowsChecked, objectsListed, orphaned, missing, changed, unreadable, repaired } = report;
  return [
    ...report.findings.map(({ fault, role, storageProvider, storageKey, assetId, repair }) =>
      [fault, role, `${storageProvider}:${storageKey}`, assetId && `asset ${assetId}`, repair]
        .filter(Boolean)
        .join('  '),
    ),
    ...(report.isTruncated ? ['… and more'] : []),
    ...report.storesNotListed.map(({ storageProvider, code }) => `not compared  ${storageProvider}  ${code}`),
    `${rowsChecked} rows, ${objectsListed} objects: ${orphaned} orphaned, ${missing} missing, ${changed} changed, ` +
      `${unreadable} unreadable; ${repaired} repaired`,
    ...(isWell(report) ? ['OK'] : []),
  ];
}
