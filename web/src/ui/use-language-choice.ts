import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n/i18n.ts';
import { languageCodes, languages } from '../i18n/languages.ts';

/** The language of the pages, each named in its own words. */
export const useLanguageChoice = () => {
  const { i18n } = useTranslation();
  return {
    value: languageCodes.find((code) => code === i18n.language) ?? 'en',
    choices: languageCodes.map((code) => ({ value: code, text: languages[code], lang: code })),
    choose: (value: string) => {
      const language = languageCodes.find((code) => code === value);
      if (language !== undefined) void changeLanguage(language);
    },
  };
};
