import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface ConfirmChangeProps<Result> {
  opened: boolean;
  title: string;
  /** What will happen, and whether it can be undone. */
  body: string;
  /** The verb on the button. */
  action: string;
  /** Said once it has happened, which may depend on how. */
  done: string | ((result: Result) => string);
  change: Pick<UseMutationResult<Result, Error, void>, 'mutate' | 'isPending'>;
  onClose: () => void;
}

/** Asks before a change that needs no more than a yes, makes it, and says how it went. */
export const ConfirmChange = <Result,>({ done, change, onClose, ...dialog }: ConfirmChangeProps<Result>) => {
  const { t } = useTranslation();
  const confirm = () =>
    change.mutate(undefined, {
      onSuccess: (result) => notify.done(typeof done === 'string' ? done : done(result)),
      onError: (error) => notify.failed(errorText(t, error)),
      onSettled: onClose,
    });
  return <ConfirmDialog {...dialog} busy={change.isPending} onClose={onClose} onConfirm={confirm} />;
};
