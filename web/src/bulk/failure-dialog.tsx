import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../console-ui/dialog.module.css';
import { Dialog } from '../console-ui/dialog.tsx';
import { useFormat } from '../format/use-format.ts';
import { AnchorLink } from '../ui/anchor-link.tsx';
import { errorText } from '../ui/error-text.ts';
import { bulk } from './bulk.ts';
import type { BulkFailure } from './bulk-action.ts';
import styles from './bulk-bar.module.css';

/** As many as anybody reads. */
const SHOWN = 200;

interface FailureDialogProps {
  opened: boolean;
  failures: readonly BulkFailure[];
  onClose: () => void;
}

/** The assets that something could not be done with, each with the reason. */
export const FailureDialog = ({ opened, failures, onClose }: FailureDialogProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('bulk.failed', { count: failures.length, formatted: format.number(failures.length) })}
    >
      <ul className={styles.failures}>
        {failures.slice(0, SHOWN).map(({ id, name, error }) => (
          <li key={id}>
            <AnchorLink to="/assets/$id" params={{ id }} onClick={onClose}>
              {name}
            </AnchorLink>
            <span className={styles.reason}>{errorText(t, error)}</span>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
        <Button
          onClick={() => {
            bulk.retry();
            onClose();
          }}
        >
          {t('bulk.retry')}
        </Button>
      </div>
    </Dialog>
  );
};
