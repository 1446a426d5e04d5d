import type { Setting, SettingGroup } from '@nekohub/client';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { SettingItem } from './setting-item.tsx';
import classes from './settings.module.css';

interface GroupSectionProps {
  group: SettingGroup;
  /** A setting in words. */
  textOf: (setting: Setting) => string;
}

export const GroupSection = ({ group: { name, settings }, textOf }: GroupSectionProps) => {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className={classes.group} aria-labelledby={id}>
      <h3 id={id} className={classes.groupTitle}>
        {t(`settings.group.${name}`)}
      </h3>
      <p className={classes.hint}>{t(`settings.about.${name}`)}</p>
      <ul className={classes.settings} aria-labelledby={id}>
        {settings.map((setting) => (
          <SettingItem key={setting.name} setting={setting} text={textOf(setting)} />
        ))}
      </ul>
    </section>
  );
};
