import { Button, Group, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

/** Asks before a page is left whose changes would be lost; the browser asks itself when the tab is closed. */
export const UnsavedGuard = ({ unsaved }: { unsaved: boolean }) => {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('asset.unsaved.title')}
      withCloseButton={false}
      classNames={{ title: classes.title ?? '' }}
    >
      <p className={classes.text}>{t('asset.unsaved.body')}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={blocker.proceed}>
          {t('asset.unsaved.leave')}
        </Button>
        <Button onClick={blocker.reset} data-autofocus>
          {t('asset.unsaved.stay')}
        </Button>
      </Group>
    </Modal>
  );
};
