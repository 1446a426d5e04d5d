import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../ui/busy-button.tsx';
import dialog from './dialog.module.css';
import { Dialog } from './dialog.tsx';
import { FormError } from './form-error.tsx';
import classes from './service-test.module.css';

interface TestDialogProps {
  opened: boolean;
  /** What is tested. */
  name: string;
  test: { readonly isPending: boolean; readonly error: Error | null };
  /** What is being done meanwhile. */
  underWay: string;
  onAgain: () => void;
  onClose: () => void;
  /** The result, once there is one. */
  children: ReactNode;
}

/** The test of a service that NekoHub has been told of, as it is stored. */
export const TestDialog = ({ opened, name, test, underWay, onAgain, onClose, children }: TestDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('serviceTest.title', { name })}>
      <div className={dialog.form}>
        {test.isPending && <TestUnderWay>{underWay}</TestUnderWay>}
        <FormError error={test.error} />
        {children}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.close')}
          </Button>
          <BusyButton onClick={onAgain} busy={test.isPending}>
            {t('serviceTest.again')}
          </BusyButton>
        </div>
      </div>
    </Dialog>
  );
};

/** While a service is asked. */
export const TestUnderWay = ({ children }: { children: string }) => (
  <p className={classes.waiting} role="status">
    <Loader size={16} aria-hidden="true" />
    {children}
  </p>
);

/** Whether a service works, and what it said. */
export const TestOutcome = ({ succeeded, children }: { succeeded: boolean; children: ReactNode }) => {
  const { t } = useTranslation();
  const Icon = succeeded ? IconCheck : IconAlertTriangle;
  return (
    <section className={classes.outcome} role={succeeded ? 'status' : 'alert'}>
      <h2 className={classes.verdict} data-succeeded={succeeded}>
        <Icon size={18} aria-hidden="true" />
        {t(succeeded ? 'serviceTest.passed' : 'serviceTest.failed')}
      </h2>
      {children}
    </section>
  );
};
