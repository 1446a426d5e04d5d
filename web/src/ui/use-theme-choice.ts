import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Light, dark, or what the system says. */
export const useThemeChoice = () => {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [
    { value: 'auto', text: t('theme.system') },
    { value: 'light', text: t('theme.light') },
    { value: 'dark', text: t('theme.dark') },
  ] as const;
  return {
    value: colorScheme,
    choices,
    choose: (value: string) => {
      const choice = choices.find((candidate) => candidate.value === value);
      if (choice) setColorScheme(choice.value);
    },
  };
};
