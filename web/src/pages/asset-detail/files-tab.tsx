import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { formatContentType, formatDimensions } from '../../format/values.ts';
import { Facts } from '../../ui/facts.tsx';
import classes from './asset-detail.module.css';
import { DerivativeLink } from './derivative-link.tsx';
import { DerivativePreview } from './derivative-preview.tsx';
import { VersionsSection } from './versions-section.tsx';

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
      <section aria-labelledby="derivatives">
        <h2 id="derivatives" className={classes.heading}>
          {t('asset.derivatives')}
        </h2>
        {asset.derivatives.length === 0 ? (
          <p className={classes.hint}>{t('asset.noFiles')}</p>
        ) : (
          <ul className={classes.files}>
            {asset.derivatives.map((file) => (
              <li key={file.kind} className={classes.file}>
                <span className={classes.fileName}>
                  <DerivativeLink assetId={asset.id} file={file} />
                  {file.publicUrl === null && <DerivativePreview assetId={asset.id} kind={file.kind} />}
                </span>
                <span className={classes.fileFacts}>
                  {[
                    formatContentType(file.contentType),
                    formatDimensions(file.width, file.height),
                    format.bytes(file.size),
                  ].join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <VersionsSection asset={asset} />
    </>
  );
};
