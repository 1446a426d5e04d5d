import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '../data/session.ts';
import { warningsQuery } from '../data/system.ts';
import classes from '../ui/bars.module.css';

/** What the operator should know, such as a published example password in use. */
export const WarningBanner = () => {
  const { t } = useTranslation();
  const can = useCan();
  const { data: warnings = [] } = useQuery({ ...warningsQuery, enabled: can('settings.read') });
  if (warnings.length === 0) return null;
  return (
    <section aria-label={t(warnings.length === 1 ? 'warnings.title' : 'warnings.titleMany')}>
      {warnings.map((warning) => (
        <p key={warning.message} className={classes.bar} data-tone="warning">
          <IconAlertTriangle size={18} aria-hidden="true" />
          {t(`warnings.${warning.code}`, { subject: warning.subject })}
        </p>
      ))}
    </section>
  );
};
