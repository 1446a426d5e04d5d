import { type MantineColorScheme, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconSelect } from './icon-select.tsx';

export const ThemeMenu = () => {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = useComputedColorScheme() === 'dark' ? IconMoon : IconSun;
  return (
    <IconSelect<MantineColorScheme>
      label={t('theme.label')}
      icon={<Icon size={20} aria-hidden="true" />}
      value={colorScheme}
      choices={[
        { value: 'auto', text: t('theme.system') },
        { value: 'light', text: t('theme.light') },
        { value: 'dark', text: t('theme.dark') },
      ]}
      onChange={setColorScheme}
    />
  );
};
