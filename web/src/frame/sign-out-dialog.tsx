import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../console-ui/confirm-dialog.tsx';
import { useFormat } from '../format/use-format.ts';
import { isActive } from '../uploads/upload-item.ts';
import { useUploads } from '../uploads/use-uploads.ts';

interface SignOutDialogProps {
  opened: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Says how many uploads signing out would stop, as it is at the moment. */
export const SignOutDialog = (props: SignOutDialogProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const count = useUploads().filter(isActive).length;
  return (
    <ConfirmDialog
      {...props}
      title={t('account.signOutStops.title')}
      body={t('account.signOutStops.text', { count, formatted: format.number(count) })}
      action={t('account.signOut')}
    />
  );
};
