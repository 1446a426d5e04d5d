import type { Setting } from '@nekohub/client';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { warningsQuery } from '../../data/system.ts';
import classes from './settings.module.css';

/** A setting with its value, where that came from, and what the operator should put right about it. */
export const SettingItem = ({ setting, text }: { setting: Setting; text: string }) => {
  const { t } = useTranslation();
  const { data: warnings = [] } = useQuery(warningsQuery);
  const { name, value, isSet, isSecret, origin, defaultValue } = setting;
  const own = warnings.filter(({ subject }) => subject.split(', ').includes(name));
  return (
    <li className={classes.setting}>
      <div>
        <code className={classes.name}>{name}</code>
        <p className={classes.text}>{text}</p>
        {own.map(({ code, subject }) => (
          <p key={code} className={classes.warning}>
            <IconAlertTriangle size={16} aria-hidden="true" />
            <span>{t(`warnings.${code}`, { subject })}</span>
          </p>
        ))}
      </div>
      <div className={classes.state}>
        {value === null ? (
          <span className={classes.quiet}>{t(isSet && isSecret ? 'settings.set' : 'settings.notSet')}</span>
        ) : (
          <code className={classes.value}>{value}</code>
        )}
        <span className={classes.origin} data-changed={origin !== 'default' || undefined}>
          {t(`settings.origin.${origin === '.env' ? 'dotenv' : origin}`)}
        </span>
        {origin !== 'default' && defaultValue !== null && defaultValue !== value && (
          <span className={classes.quiet}>{t('settings.byDefault', { value: defaultValue })}</span>
        )}
      </div>
    </li>
  );
};
