import { useNetwork } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './bars.module.css';

/** Stays in the page while empty, so that screen readers hear what appears in it. */
export const OfflineBar = () => {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <p className={classes.bar} data-tone="warning">
          <IconCloudOff size={18} aria-hidden="true" />
          {t('app.offline')}
        </p>
      )}
    </div>
  );
};
