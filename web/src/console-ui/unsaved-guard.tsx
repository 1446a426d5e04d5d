import { Button, Group, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

interface UnsavedGuardProps {
  unsaved: boolean;
  /** What is asked instead where what would be lost was not typed. */
  words?: Record<'title' | 'body' | 'leave' | 'stay', string>;
}

/** Asks before a page is left whose changes would be lost; the browser asks itself when the tab is closed. */
export const UnsavedGuard = ({ unsaved, words }: UnsavedGuardProps) => {
  const { t } = useTranslation();
  const { title, body, leave, stay } = words ?? {
    title: t('asset.unsaved.title'),
    body: t('asset.unsaved.body'),
    leave: t('asset.unsaved.leave'),
    stay: t('asset.unsaved.stay'),
  };
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={title}
      withCloseButton={false}
      classNames={{ title: classes.title ?? '' }}
    >
      <p className={classes.text}>{body}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={blocker.proceed}>
          {leave}
        </Button>
        <Button onClick={blocker.reset} data-autofocus>
          {stay}
        </Button>
      </Group>
    </Modal>
  );
};
