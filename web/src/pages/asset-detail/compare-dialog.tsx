import { Modal } from '@mantine/core';
import type { Asset, AssetVersion } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from '../../console-ui/use-focus-return.ts';
import { CompareView } from './compare-view.tsx';

interface CompareDialogProps {
  asset: Asset;
  version: AssetVersion;
  opened: boolean;
  onClose: () => void;
}

/** A former original and the present one over each other. */
export const CompareDialog = ({ asset, version, opened, onClose }: CompareDialogProps) => {
  const { t } = useTranslation();
  useFocusReturn(opened);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      size="min(96vw, 80rem)"
      title={t('asset.compareTitle', { number: version.number })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <CompareView asset={asset} version={version} />
    </Modal>
  );
};
