import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

interface ConfirmDeleteProps {
  opened: boolean;
  title: string;
  busy: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asked only because deleting cannot be undone. */
export const ConfirmDelete = ({ opened, title, busy, onClose, onConfirm }: ConfirmDeleteProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
      withCloseButton={false}
      classNames={{ title: classes.title ?? '' }}
    >
      <p className={classes.text}>{t('assets.deleteBody')}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button color="red" onClick={onConfirm} loading={busy}>
          {t('common.delete')}
        </Button>
      </Group>
    </Modal>
  );
};
