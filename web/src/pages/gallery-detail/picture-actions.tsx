import { Button } from '@mantine/core';
import type { PublicAssetListItem } from '@nekohub/client';
import { IconCheck, IconDownload, IconExternalLink, IconLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../../ui/use-copy.ts';
import classes from './gallery-detail.module.css';

export const PictureActions = ({ asset }: { asset: PublicAssetListItem }) => {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  const { publicUrl } = asset;
  // Browsers save under a name from their own origin alone.
  const canSave = publicUrl !== null && new URL(publicUrl, location.href).origin === location.origin;
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        leftSection={copied ? <IconCheck size={16} /> : <IconLink size={16} />}
        onClick={() => void copy(new URL(`/gallery/${asset.id}`, location.origin).href)}
      >
        <span role="status">{t(copied ? 'common.copied' : 'gallery.copyLink')}</span>
      </Button>
      {canSave && (
        <Button
          component="a"
          href={publicUrl}
          download={asset.originalFileName ?? ''}
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          {t('gallery.download')}
        </Button>
      )}
      {publicUrl !== null && (
        <Button
          component="a"
          href={publicUrl}
          target="_blank"
          rel="noreferrer"
          variant="default"
          leftSection={<IconExternalLink size={16} />}
        >
          {t('gallery.original')}
        </Button>
      )}
    </div>
  );
};
