import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import classes from './access.module.css';
import { presetOf } from './presets.ts';

/** What a key was given, in a word or a number, and how much of it its owner may not do at present. */
export const KeyRights = ({ apiKey }: { apiKey: ApiKey }) => {
  const { t } = useTranslation();
  const preset = presetOf(apiKey);
  const given = apiKey.permissions.length;
  const inEffect = apiKey.effectivePermissions.length;
  return (
    <>
      {preset === null ? t('permissions.count', { count: given }) : t(`apiKeys.preset.${preset}`)}
      {inEffect < given && <span className={classes.warning}>{t('apiKeys.inEffect', { inEffect, count: given })}</span>}
    </>
  );
};
