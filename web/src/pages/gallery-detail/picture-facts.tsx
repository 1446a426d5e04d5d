import type { PublicAssetListItem } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { formatContentType, formatDimensions } from '../../format/values.ts';
import { Facts } from '../../ui/facts.tsx';

export const PictureFacts = ({ asset }: { asset: PublicAssetListItem }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Facts
      label={t('gallery.facts')}
      facts={[
        [t('asset.fact.type'), formatContentType(asset.contentType)],
        [t('asset.fact.dimensions'), formatDimensions(asset.width, asset.height)],
        [t('asset.fact.size'), format.bytes(asset.size)],
        [t('asset.fact.created'), format.dateTime(asset.createdAtUtc)],
        ...(asset.altText ? [[t('asset.altText'), asset.altText] as const] : []),
      ]}
    />
  );
};
