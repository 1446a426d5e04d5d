import type { StorageCheck } from '@nekohub/client';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { When } from '../console-ui/when.tsx';
import { useFormat } from '../format/use-format.ts';
import { codeText } from '../ui/error-text.ts';
import { Facts } from '../ui/facts.tsx';
import classes from './storage-check.module.css';
import { faults } from './storage-check-search.ts';

export type Report = NonNullable<StorageCheck['report']>;

interface CheckReportProps {
  report: Report;
  /** What people call a store. */
  storeName: (store: { storageProvider: string; storageProfileId: string | null }) => string;
}

/** What a check found, in numbers. */
export const CheckReport = ({ report, storeName }: CheckReportProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const found = faults.reduce((sum, fault) => sum + report[fault], 0);
  const isFine = found === 0 && report.storesNotListed.length === 0;
  const isRepaired = found > 0 && report.repaired === found && report.storesNotListed.length === 0;
  const Icon = isFine || isRepaired ? IconCheck : IconAlertTriangle;
  const verdict = () => {
    if (isFine) return t('storageCheck.fine');
    if (isRepaired) return t('storageCheck.repairedAll', { count: found, formatted: format.number(found) });
    return t('storageCheck.found', { count: found, formatted: format.number(found) });
  };
  return (
    <section className={classes.report} aria-label={t('storageCheck.report')}>
      <h2 className={classes.verdict} data-fine={isFine || isRepaired}>
        <Icon size={18} aria-hidden="true" />
        {verdict()}
      </h2>
      {report.storesNotListed.map((store) => (
        <p key={`${store.storageProvider} ${store.storageProfileId}`} className={classes.warning}>
          {t('storageCheck.notListed', { name: storeName(store), reason: codeText(t, store.code, store.code) })}
        </p>
      ))}
      <Facts
        label={t('storageCheck.facts')}
        facts={[
          [t('storageCheck.finished'), <When key="at" at={report.finishedAtUtc} />],
          [t('storageCheck.took'), format.duration(Date.parse(report.finishedAtUtc) - Date.parse(report.startedAtUtc))],
          [t('storageCheck.how'), t(report.verifyBytes ? 'storageCheck.howRead' : 'storageCheck.howLooked')],
          [t('storageCheck.known'), format.number(report.rowsChecked)],
          [t('storageCheck.listed'), format.number(report.objectsListed)],
          ...faults.map((fault) => [t(`storageCheck.fault.${fault}`), format.number(report[fault])] as const),
          ...(report.repair ? ([[t('storageCheck.repaired'), format.number(report.repaired)]] as const) : []),
        ]}
      />
    </section>
  );
};
