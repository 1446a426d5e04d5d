import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './dialog.module.css';
import { useFocusReturn } from './use-focus-return.ts';

interface DialogProps {
  opened: boolean;
  title: string;
  onClose: () => void;
  /** Stays open for a click outside and for Escape: while it is busy, or shows what is shown once. */
  locked?: boolean;
  /** Mounted while it is open, so that a form in it begins afresh each time. */
  children: ReactNode;
}

export const Dialog = ({ opened, title, onClose, locked = false, children }: DialogProps) => {
  useFocusReturn(opened);
  return (
    <Modal
      opened={opened}
      returnFocus={false}
      onClose={onClose}
      title={title}
      closeOnClickOutside={!locked}
      closeOnEscape={!locked}
      withCloseButton={false}
      classNames={{ title: classes.title ?? '' }}
    >
      {children}
    </Modal>
  );
};
