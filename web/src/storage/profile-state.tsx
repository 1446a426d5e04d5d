import type { StorageProfile } from '@nekohub/client';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './storage.module.css';

export const ProfileState = ({ isEnabled, isDefault }: Pick<StorageProfile, 'isEnabled' | 'isDefault'>) => {
  const { t } = useTranslation();
  if (!isEnabled) return <span className={classes.quiet}>{t('storage.disabled')}</span>;
  if (!isDefault) return t('storage.enabled');
  return (
    <span className={classes.default}>
      <IconUpload size={16} aria-hidden="true" />
      {t('storage.isDefault')}
    </span>
  );
};
