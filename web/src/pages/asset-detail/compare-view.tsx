import { Skeleton } from '@mantine/core';
import type { Asset, AssetVersion } from '@nekohub/client';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { versionContentQuery } from '../../data/versions.ts';
import { useFormat } from '../../format/use-format.ts';
import { AssetImage } from '../../pictures/asset-image.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './compare.module.css';
import { useObjectUrl } from './use-object-url.ts';

interface CompareViewProps {
  asset: Asset;
  version: AssetVersion;
}

/** Left of the line the former picture, right of it the present one. The line follows a finger, the pointer and the arrow keys. */
export const CompareView = ({ asset, version }: CompareViewProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const [percent, setPercent] = useState(50);
  const { data, error, refetch } = useQuery(versionContentQuery(asset.id, version));
  const former = useObjectUrl(data);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const aspect = (asset.width ?? version.width) / (asset.height ?? version.height);
  return (
    <div className={classes.compared} style={{ '--cut': `${percent}%`, '--aspect': aspect } as CSSProperties}>
      <div className={classes.frame}>
        <div className={classes.picture}>
          <AssetImage id={asset.id} publicUrl={asset.publicUrl} alt={t('asset.compareNow')} />
        </div>
        <div className={classes.former}>
          {former === null ? (
            <Skeleton className={classes.waiting} />
          ) : (
            <img src={former} alt={t('asset.version', { number: version.number })} />
          )}
        </div>
        <span className={classes.line} aria-hidden="true" />
        <input
          type="range"
          className={classes.range}
          min={0}
          max={100}
          value={percent}
          aria-label={t('asset.compareShare', { number: version.number })}
          aria-valuetext={format.percent(percent)}
          onChange={(event) => setPercent(event.currentTarget.valueAsNumber)}
        />
      </div>
      <p className={classes.words}>
        <span>{t('asset.version', { number: version.number })}</span>
        <span>{t('asset.compareNow')}</span>
      </p>
    </div>
  );
};
