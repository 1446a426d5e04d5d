import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';
import { useFocusReturn } from './use-focus-return.ts';

interface SideDrawerProps {
  opened: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** Details beside a list, which stays where it is. */
export const SideDrawer = ({ opened, title, onClose, children }: SideDrawerProps) => {
  const { t } = useTranslation();
  useFocusReturn(opened);
  return (
    <Drawer
      opened={opened}
      returnFocus={false}
      onClose={onClose}
      position="right"
      size="28rem"
      title={title}
      classNames={{ title: classes.title ?? '' }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {children}
    </Drawer>
  );
};
