import type { StorageOverview } from '@nekohub/client';
import { IconAlertTriangle, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { profileName } from './profile-text.ts';
import { storageTypes } from './profile-values.ts';
import classes from './storage.module.css';

/** Which storage uploads go to, why, and what the operator should put right about it. */
export const UploadsNote = ({ overview }: { overview: StorageOverview }) => {
  const { t } = useTranslation();
  const { defaultProfile, runtime, alignment, warnings } = overview;
  const isRefused = alignment.code === 'db_default_profile_disabled';
  const type = storageTypes.find((known) => known === runtime.providerType);
  const text = () => {
    if (defaultProfile === null)
      return t('storage.uploads.toSettings', { type: type ? t(`storage.types.${type}`) : runtime.providerType });
    return t(isRefused ? 'storage.uploads.refused' : 'storage.uploads.toDefault', {
      name: profileName(defaultProfile),
    });
  };
  const Icon = isRefused ? IconAlertTriangle : IconUpload;
  return (
    <section className={classes.uploads} aria-label={t('storage.uploads.title')}>
      <p className={classes.note} data-tone={isRefused ? 'warning' : undefined}>
        <Icon size={18} aria-hidden="true" />
        <span>{text()}</span>
      </p>
      {warnings.map(({ code, subject }) => (
        <p key={code + subject} className={classes.note} data-tone="warning">
          <IconAlertTriangle size={18} aria-hidden="true" />
          <span>{t(`warnings.${code}`, { subject })}</span>
        </p>
      ))}
    </section>
  );
};
