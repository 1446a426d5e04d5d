import { Switch } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { usePatchAsset } from '../../data/asset-changes.ts';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import { VisibilityLabel } from '../../ui/visibility-label.tsx';

export const VisibilitySwitch = ({ asset, editable }: { asset: Asset; editable: boolean }) => {
  const { t } = useTranslation();
  const patch = usePatchAsset(asset.id);
  if (!editable) return <VisibilityLabel isPublic={asset.isPublic} />;
  const change = (isPublic: boolean) =>
    patch.mutate(
      { isPublic },
      {
        onSuccess: () => notify.done(t(isPublic ? 'asset.nowPublic' : 'asset.nowPrivate')),
        onError: (error) => notify.failed(errorText(t, error)),
      },
    );
  return (
    <Switch
      label={t('assets.visibility.public')}
      description={t(asset.isPublic ? 'asset.publicHint' : 'asset.privateHint')}
      // While the answer is on its way the switch shows what was asked for.
      checked={patch.isPending ? (patch.variables.isPublic ?? asset.isPublic) : asset.isPublic}
      // Not disabled: that would take the focus away.
      aria-disabled={patch.isPending}
      onChange={(event) => !patch.isPending && change(event.currentTarget.checked)}
    />
  );
};
