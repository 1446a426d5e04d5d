import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../console-ui/record-list.tsx';
import { useCan } from '../data/session.ts';
import { NO_VALUE } from '../format/values.ts';
import { AnchorLink } from '../ui/anchor-link.tsx';
import type { Report } from './check-report.tsx';
import classes from './storage-check.module.css';

type Finding = Report['findings'][number];

interface FindingListProps {
  findings: readonly Finding[];
  storeName: (store: { storageProvider: string; storageProfileId: string | null }) => string;
}

export const FindingList = ({ findings, storeName }: FindingListProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const columns: Column<Finding>[] = [
    {
      label: t('storageCheck.file'),
      lead: true,
      cell: ({ storageKey }) => <code className={classes.key}>{storageKey}</code>,
    },
    { label: t('storageCheck.what'), cell: ({ fault }) => t(`storageCheck.fault.${fault}`) },
    {
      label: t('storageCheck.of'),
      cell: ({ role, assetId }) => {
        if (role === null || assetId === null) return NO_VALUE;
        const text = t(`storageCheck.role.${role}`);
        if (!can('assets.read')) return text;
        return (
          <AnchorLink to="/assets/$id" params={{ id: assetId }} inherit>
            {text}
          </AnchorLink>
        );
      },
    },
    { label: t('asset.fact.storage'), cell: storeName },
    {
      label: t('storageCheck.became'),
      cell: ({ repair }) => (repair === null ? NO_VALUE : t(`storageCheck.repairs.${repair}`)),
    },
  ];
  return (
    <RecordList
      label={t('storageCheck.list')}
      rows={findings}
      rowKey={({ storageProfileId, storageProvider, storageKey }) =>
        `${storageProvider} ${storageProfileId} ${storageKey}`
      }
      columns={columns}
    />
  );
};
