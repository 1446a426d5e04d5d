import { Anchor } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchDerivativeContent } from '../../data/assets.ts';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import { saveBlob } from '../../ui/save-file.ts';

interface DerivativeLinkProps {
  assetId: string;
  file: Asset['derivatives'][number];
}

/** Opens a derivative; that of a private asset is fetched with the session, and saved. */
export const DerivativeLink = ({ assetId, file: { kind, extension, publicUrl } }: DerivativeLinkProps) => {
  const { t } = useTranslation();
  const download = useMutation({
    mutationFn: async () => saveBlob(await fetchDerivativeContent(assetId, kind), `${assetId}-${kind}${extension}`),
    onError: (error) => notify.failed(errorText(t, error)),
  });
  if (publicUrl !== null) {
    return (
      <Anchor href={publicUrl} target="_blank" rel="noreferrer">
        {kind}
      </Anchor>
    );
  }
  return (
    <Anchor
      component="button"
      type="button"
      // Not disabled: that would take the focus away.
      aria-disabled={download.isPending}
      aria-label={t('asset.downloadNamed', { name: kind })}
      onClick={() => !download.isPending && download.mutate()}
    >
      {kind}
    </Anchor>
  );
};
