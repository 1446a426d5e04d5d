import { Button, Group } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLastGiven } from '../../console-ui/use-last-given.ts';
import { When } from '../../console-ui/when.tsx';
import { useCan } from '../../data/session.ts';
import { useRestoreVersion, versionsQuery } from '../../data/versions.ts';
import { useFormat } from '../../format/use-format.ts';
import { formatContentType, formatDimensions } from '../../format/values.ts';
import { skillText } from '../../skills/skill-names.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import classes from './asset-detail.module.css';
import { CompareDialog } from './compare-dialog.tsx';

/** What the original was before skills replaced it, beside what it is now, and the way back. */
export const VersionsSection = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { data: versions } = useQuery(versionsQuery(asset));
  const restoring = useRestoreVersion(asset.id);
  const [compared, setCompared] = useState<number | null>(null);
  const shown = useLastGiven(versions?.find(({ number }) => number === compared) ?? null);
  if (versions === undefined || versions.length === 0) return null;
  const restore = (number: number) =>
    restoring.mutate(number, {
      onSuccess: () => notify.done(t('asset.restored', { number })),
      onError: (error) => notify.failed(errorText(t, error)),
    });
  return (
    <section aria-labelledby="versions">
      <h2 id="versions" className={classes.heading}>
        {t('asset.versions')}
      </h2>
      <ul className={classes.files}>
        {versions.map((version) => (
          <li key={version.number} className={classes.file}>
            <span>
              {t('asset.version', { number: version.number })}
              <span className={classes.under}>
                {[
                  formatContentType(version.contentType),
                  formatDimensions(version.width, version.height),
                  format.bytes(version.size),
                ].join(' · ')}
              </span>
              <span className={classes.under}>
                {skillText(t, version.replacedBy)} · <When at={version.replacedAtUtc} />
              </span>
            </span>
            {can('assets.update') && (
              <Group gap={4}>
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t('asset.compareNamed', { number: version.number })}
                  onClick={() => setCompared(version.number)}
                >
                  {t('asset.compare')}
                </Button>
                <BusyButton
                  variant="default"
                  size="compact-sm"
                  aria-label={t('asset.restoreNamed', { number: version.number })}
                  busy={restoring.isPending && restoring.variables === version.number}
                  onClick={() => restore(version.number)}
                >
                  {t('asset.restore')}
                </BusyButton>
              </Group>
            )}
          </li>
        ))}
      </ul>
      {shown !== null && (
        <CompareDialog asset={asset} version={shown} opened={compared !== null} onClose={() => setCompared(null)} />
      )}
    </section>
  );
};
