import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import dialog from '../../console-ui/dialog.module.css';
import { Dialog } from '../../console-ui/dialog.tsx';
import { FormError } from '../../console-ui/form-error.tsx';
import { assetKeys, fetchDerivativeContent } from '../../data/assets.ts';
import classes from './asset-detail.module.css';
import { useObjectUrl } from './use-object-url.ts';

interface DerivativePreviewProps {
  assetId: string;
  kind: string;
}

/** Shows a file made from a private asset, which has no address to be opened at. */
export const DerivativePreview = ({ assetId, kind }: DerivativePreviewProps) => {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  const label = t('asset.showNamed', { name: kind });
  return (
    <>
      <ActionIcon size="sm" aria-label={label} title={label} onClick={open}>
        <IconEye size={16} />
      </ActionIcon>
      <Dialog opened={opened} title={kind} onClose={close}>
        <Picture assetId={assetId} kind={kind} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={close} data-autofocus>
            {t('common.close')}
          </Button>
        </div>
      </Dialog>
    </>
  );
};

const Picture = ({ assetId, kind }: DerivativePreviewProps) => {
  const { data, error } = useQuery({
    queryKey: [...assetKeys.one(assetId), 'derivative', kind],
    queryFn: () => fetchDerivativeContent(assetId, kind),
    // Nobody keeps private bytes for longer than they are looked at.
    gcTime: 0,
  });
  const url = useObjectUrl(data);
  return (
    <div className={classes.shown} aria-busy={url === null && error === null}>
      <FormError error={error} />
      {url !== null && <img src={url} alt={kind} />}
    </div>
  );
};
