import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Asset } from '@nekohub/client';
import { IconDownload, IconExternalLink, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDeleteAsset } from '../../data/asset-changes.ts';
import { useCan } from '../../data/session.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { DeleteAssetsDialog } from '../../repository/delete-assets-dialog.tsx';
import { keepsHistory } from '../../storage/profile-text.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import { downloadAsset } from './download.ts';

export const ActionButtons = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const [asking, confirm] = useDisclosure(false);
  const name = assetName(asset, t('common.unnamed'));
  const onError = (error: Error) => notify.failed(errorText(t, error));
  const download = useMutation({ mutationFn: () => downloadAsset(asset), onError });
  const deletion = useDeleteAsset(asset.id);
  const remove = (commitMessage: string | null) =>
    deletion.mutate(commitMessage, {
      onSuccess: () => {
        notify.done(t('asset.deleted', { name }));
        void navigate({ to: '/assets', ignoreBlocker: true });
      },
      onError: (error) => {
        confirm.close();
        onError(error);
      },
    });

  return (
    <Group gap="xs" role="group" aria-label={t('asset.actions')}>
      <BusyButton
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        busy={download.isPending}
        onClick={() => download.mutate()}
      >
        {t('asset.download')}
      </BusyButton>
      {asset.publicUrl !== null && (
        <Tooltip label={t('asset.openOriginal')}>
          <ActionIcon
            component="a"
            href={asset.publicUrl}
            target="_blank"
            rel="noreferrer"
            variant="default"
            size={36}
            aria-label={t('asset.openOriginal')}
          >
            <IconExternalLink size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      {can('assets.delete') && (
        <Tooltip label={t('asset.delete')}>
          <ActionIcon
            variant="default"
            size={36}
            c="var(--mantine-color-error)"
            aria-label={t('asset.delete')}
            onClick={confirm.open}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <DeleteAssetsDialog
        opened={asking}
        title={t('assets.deleteNamed', { name })}
        withMessage={keepsHistory(asset.storageProvider)}
        busy={deletion.isPending}
        onClose={confirm.close}
        onConfirm={remove}
      />
    </Group>
  );
};
