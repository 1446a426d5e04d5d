import type { AuditEvent } from '@nekohub/client';
import { IconBan, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './audit-words.module.css';

export const OutcomeLabel = ({ outcome }: { outcome: AuditEvent['outcome'] }) => {
  const { t } = useTranslation();
  const Icon = outcome === 'success' ? IconCheck : IconBan;
  return (
    <span className={classes.outcome} data-outcome={outcome}>
      <Icon size={16} aria-hidden="true" />
      {t(`audit.outcome.${outcome}`)}
    </span>
  );
};
