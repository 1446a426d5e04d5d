import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../console-ui/confirm-dialog.tsx';
import { CommitMessageField } from './commit-message-field.tsx';

interface DeleteAssetsDialogProps {
  opened: boolean;
  title: string;
  /** Some of them are where a history is kept, which may say why they went. */
  withMessage: boolean;
  busy: boolean;
  onClose: () => void;
  /** @param commitMessage null without a word */
  onConfirm: (commitMessage: string | null) => void;
}

/** Asked before assets are deleted. */
export const DeleteAssetsDialog = ({ withMessage, onClose, onConfirm, ...dialog }: DeleteAssetsDialogProps) => {
  const { t } = useTranslation();
  const [message, setMessage] = useState('');
  return (
    <ConfirmDialog
      {...dialog}
      body={t('assets.deleteBody')}
      action={t('common.delete')}
      onClose={() => {
        setMessage('');
        onClose();
      }}
      onConfirm={() => {
        onConfirm((withMessage && message.trim()) || null);
        setMessage('');
      }}
    >
      {withMessage && (
        <CommitMessageField value={message} onChange={({ currentTarget }) => setMessage(currentTarget.value)} />
      )}
    </ConfirmDialog>
  );
};
