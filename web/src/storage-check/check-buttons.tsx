import { Button, Checkbox } from '@mantine/core';
import type { StorageCheck } from '@nekohub/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../console-ui/confirm-dialog.tsx';
import { useStartStorageCheck } from '../data/storage-check.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import classes from './storage-check.module.css';

interface CheckButtonsProps {
  report: StorageCheck['report'];
  /** While a check is under way. */
  busy: boolean;
}

/** Starts a check; repairs once one has found something to repair. */
export const CheckButtons = ({ report, busy }: CheckButtonsProps) => {
  const { t } = useTranslation();
  const start = useStartStorageCheck();
  const [verifyBytes, setVerifyBytes] = useState(true);
  const [asking, setAsking] = useState(false);
  const canRepair = report !== null && report.missing + report.changed + report.orphaned > report.repaired;
  const run = (repair: boolean) =>
    start.mutate(
      { repair, verifyBytes },
      { onError: (error) => notify.failed(errorText(t, error)), onSettled: () => setAsking(false) },
    );
  return (
    <div className={classes.buttons}>
      <Checkbox
        label={t('storageCheck.verify')}
        description={t('storageCheck.verifyHint')}
        checked={verifyBytes}
        onChange={(event) => setVerifyBytes(event.currentTarget.checked)}
      />
      <BusyButton onClick={() => run(false)} busy={start.isPending} disabled={busy}>
        {t('storageCheck.start')}
      </BusyButton>
      {canRepair && (
        <Button variant="default" onClick={() => setAsking(true)} disabled={busy}>
          {t('storageCheck.repair')}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        title={t('storageCheck.repairTitle')}
        body={t('storageCheck.repairBody')}
        action={t('storageCheck.repair')}
        busy={start.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => run(true)}
      />
    </div>
  );
};
