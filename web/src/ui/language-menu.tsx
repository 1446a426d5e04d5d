import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconSelect } from './icon-select.tsx';
import { useLanguageChoice } from './use-language-choice.ts';

export const LanguageMenu = () => {
  const { t } = useTranslation();
  const { value, choices, choose } = useLanguageChoice();
  return (
    <IconSelect
      label={t('language.label')}
      icon={<IconLanguage size={20} aria-hidden="true" />}
      value={value}
      choices={choices}
      onChange={choose}
    />
  );
};
