import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { ReactNode } from 'react';

const closeButton = () => ({ 'aria-label': i18next.t('common.close') });

/** Short messages at the edge of the screen, announced by screen readers. Failures stay until they are closed. */
export const notify = {
  done: (message: string) =>
    notifications.show({ message, color: 'green', autoClose: 5000, closeButtonProps: closeButton() }),
  failed: (message: string) =>
    notifications.show({ message, color: 'red', autoClose: false, closeButtonProps: closeButton() }),
  warning: (message: ReactNode) =>
    notifications.show({ message, color: 'yellow', autoClose: 10_000, closeButtonProps: closeButton() }),
};
