import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n/i18n.ts';
import { type Language, languageCodes, languages } from '../i18n/languages.ts';
import { IconSelect } from './icon-select.tsx';

export const LanguageMenu = () => {
  const { t, i18n } = useTranslation();
  return (
    <IconSelect<Language>
      label={t('language.label')}
      icon={<IconLanguage size={20} aria-hidden="true" />}
      value={languageCodes.find((code) => code === i18n.language) ?? 'en'}
      choices={languageCodes.map((code) => ({ value: code, text: languages[code], lang: code }))}
      onChange={(language) => void changeLanguage(language)}
    />
  );
};
