import { useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconSelect } from './icon-select.tsx';
import { useThemeChoice } from './use-theme-choice.ts';

export const ThemeMenu = () => {
  const { t } = useTranslation();
  const { value, choices, choose } = useThemeChoice();
  const Icon = useComputedColorScheme() === 'dark' ? IconMoon : IconSun;
  return (
    <IconSelect
      label={t('theme.label')}
      icon={<Icon size={20} aria-hidden="true" />}
      value={value}
      choices={choices}
      onChange={choose}
    />
  );
};
