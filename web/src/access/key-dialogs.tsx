import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../console-ui/dialog.tsx';
import { useLastGiven } from '../console-ui/use-last-given.ts';
import { KeyDrawer } from './key-drawer.tsx';
import { RenameForm } from './rename-form.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';

/** Which dialog is open, about which key. */
export interface OpenedKey {
  dialog: 'facts' | 'rotate' | 'rename' | 'revoke';
  id: string;
}

interface KeyDialogsProps {
  opened: OpenedKey | null;
  /** Those that the page lists; the one that a dialog is about may leave them meanwhile. */
  keys: readonly ApiKey[];
  onClose: () => void;
}

/**
 * They stay mounted while closed: that is how the focus finds its way back. They belong beside the list, not into it: a
 * key that is rotated may have no place in the list any more while its new secret is shown.
 */
export const KeyDialogs = ({ opened, keys, onClose }: KeyDialogsProps) => {
  const { t } = useTranslation();
  const shown = useLastGiven(keys.find(({ id }) => id === opened?.id) ?? null);
  if (shown === null) return null;
  const dialog = opened?.dialog;
  return (
    <>
      <KeyDrawer opened={dialog === 'facts'} apiKey={shown} onClose={onClose} />
      <RotateDialog opened={dialog === 'rotate'} apiKey={shown} onClose={onClose} />
      <Dialog opened={dialog === 'rename'} onClose={onClose} title={t('apiKeys.rename.title', { name: shown.name })}>
        <RenameForm apiKey={shown} onClose={onClose} />
      </Dialog>
      <RevokeDialog opened={dialog === 'revoke'} apiKey={shown} onClose={onClose} />
    </>
  );
};
