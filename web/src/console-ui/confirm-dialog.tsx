import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../ui/busy-button.tsx';
import classes from './dialog.module.css';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** What will happen, and whether it can be undone. */
  body: string;
  /** The verb on the button. */
  action: string;
  busy: boolean;
  onClose: () => void;
  onConfirm: () => void;
  /** Fields beside the question. */
  children?: ReactNode;
}

/** Asked before what cannot be undone, or what ends somebody's work. */
export const ConfirmDialog = ({
  opened,
  title,
  body,
  action,
  busy,
  onClose,
  onConfirm,
  children,
}: ConfirmDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={title} locked={busy}>
      <p className={classes.text}>{body}</p>
      {children && <div className={classes.text}>{children}</div>}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
          {t('common.cancel')}
        </Button>
        <BusyButton color="red" onClick={onConfirm} busy={busy}>
          {action}
        </BusyButton>
      </div>
    </Dialog>
  );
};
