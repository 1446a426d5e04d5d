import { Anchor } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { formatContentType, formatDimensions } from '../../format/values.ts';
import { Facts } from '../../ui/facts.tsx';
import classes from './asset-detail.module.css';

export const FilesTab = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Facts
        label={t('asset.fact.storage')}
        facts={[
          [t('asset.fact.storage'), asset.storageProvider],
          [
            t('asset.fact.storageKey'),
            <code key="key" className={classes.checksum}>
              {asset.storageKey}
            </code>,
          ],
        ]}
      />
      {asset.derivatives.length === 0 && <p className={classes.hint}>{t('asset.noFiles')}</p>}
      {asset.derivatives.map((file) => (
        <Facts
          key={`${file.kind} ${file.createdAtUtc}`}
          label={file.kind}
          facts={[
            [
              t('asset.fact.kind'),
              file.publicUrl === null ? (
                file.kind
              ) : (
                <Anchor key="kind" href={file.publicUrl} target="_blank" rel="noreferrer">
                  {file.kind}
                </Anchor>
              ),
            ],
            [t('asset.fact.type'), formatContentType(file.contentType)],
            [t('asset.fact.dimensions'), formatDimensions(file.width, file.height)],
            [t('asset.fact.size'), format.bytes(file.size)],
          ]}
        />
      ))}
    </>
  );
};
