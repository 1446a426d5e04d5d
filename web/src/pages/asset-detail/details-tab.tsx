import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { Copyable } from '../../console-ui/copyable.tsx';
import { useCan } from '../../data/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { formatContentType, formatDimensions, NO_VALUE } from '../../format/values.ts';
import { Facts } from '../../ui/facts.tsx';
import { EditForm } from './edit-form.tsx';
import { ResultsSection } from './results-section.tsx';
import { VisibilitySwitch } from './visibility-switch.tsx';

export const DetailsTab = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const editable = can('assets.update');
  return (
    <>
      <VisibilitySwitch asset={asset} editable={editable} />
      {editable && <EditForm asset={asset} />}
      <ResultsSection asset={asset} />
      <Facts
        label={t('gallery.facts')}
        facts={[
          ...(editable
            ? []
            : ([
                [t('asset.description'), asset.description || NO_VALUE],
                [t('asset.altText'), asset.altText || NO_VALUE],
              ] as const)),
          [t('asset.fact.type'), formatContentType(asset.contentType)],
          [t('asset.fact.size'), format.bytes(asset.size)],
          [t('asset.fact.dimensions'), formatDimensions(asset.width, asset.height)],
          [t('asset.fact.status'), t(`assets.status.${asset.status}`)],
          [t('asset.fact.created'), format.dateTime(asset.createdAtUtc)],
          [t('asset.fact.updated'), format.dateTime(asset.updatedAtUtc)],
          [
            t('asset.fact.id'),
            <Copyable key="id" text={asset.id} label={t('common.copyNamed', { name: t('asset.fact.id') })} />,
          ],
          [
            t('asset.fact.checksum'),
            asset.checksumSha256 === null ? (
              NO_VALUE
            ) : (
              <Copyable
                key="checksum"
                text={asset.checksumSha256}
                label={t('common.copyNamed', { name: t('asset.fact.checksum') })}
              />
            ),
          ],
        ]}
      />
    </>
  );
};
