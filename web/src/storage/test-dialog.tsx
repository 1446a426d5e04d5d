import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { Dialog } from '../console-ui/dialog.tsx';
import { FormError } from '../console-ui/form-error.tsx';
import type { useTestStorageProfile } from '../data/storage-profile-changes.ts';
import { TestResult, TestUnderWay } from './test-result.tsx';

interface TestDialogProps {
  opened: boolean;
  name: string;
  test: ReturnType<typeof useTestStorageProfile>;
  onAgain: () => void;
  onClose: () => void;
}

/** The test of a storage profile as it is saved. */
export const TestDialog = ({ opened, name, test, onAgain, onClose }: TestDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('storage.test.title', { name })}>
      <div className={dialog.form}>
        {test.isPending && <TestUnderWay />}
        <FormError error={test.error} />
        {test.data && <TestResult result={test.data} />}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.close')}
          </Button>
          <Button onClick={onAgain} loading={test.isPending}>
            {t('storage.test.again')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
