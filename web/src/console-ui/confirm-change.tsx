import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface ConfirmChangeProps {
  opened: boolean;
  title: string;
  /** What will happen, and whether it can be undone. */
  body: string;
  /** The verb on the button. */
  action: string;
  /** Said once it has happened. */
  done: string;
  change: Pick<UseMutationResult<unknown, Error, void>, 'mutate' | 'isPending'>;
  onClose: () => void;
}

/** Asks before a change that needs no more than a yes, makes it, and says how it went. */
export const ConfirmChange = ({ done, change, onClose, ...dialog }: ConfirmChangeProps) => {
  const { t } = useTranslation();
  const confirm = () =>
    change.mutate(undefined, {
      onSuccess: () => notify.done(done),
      onError: (error) => notify.failed(errorText(t, error)),
      onSettled: onClose,
    });
  return <ConfirmDialog {...dialog} busy={change.isPending} onClose={onClose} onConfirm={confirm} />;
};
