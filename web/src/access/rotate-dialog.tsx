import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../console-ui/dialog.tsx';
import { useRotateApiKey } from '../data/api-key-changes.ts';
import { NewKey } from './new-key.tsx';
import { RotateForm } from './rotate-form.tsx';

interface RotateDialogProps {
  opened: boolean;
  apiKey: ApiKey;
  onClose: () => void;
}

/** Asks how to change a key for a new one, and shows the new one once. */
export const RotateDialog = ({ opened, apiKey, onClose }: RotateDialogProps) => {
  const { t } = useTranslation();
  const rotation = useRotateApiKey(apiKey.id);
  const close = () => {
    onClose();
    rotation.reset();
  };
  const { name } = apiKey;
  const done = rotation.data !== undefined;
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={done ? t('apiKeys.rotate.done', { name }) : t('apiKeys.rotate.title', { name })}
      locked={done || rotation.isPending}
    >
      {done ? (
        <NewKey issued={rotation.data} onDone={close} />
      ) : (
        <RotateForm apiKey={apiKey} rotation={rotation} onClose={close} />
      )}
    </Dialog>
  );
};
