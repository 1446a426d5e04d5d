import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage, type Language, storedLanguage, storeLanguage } from './languages.ts';

const load: Record<Language, () => Promise<object>> = {
  en: async () => (await import('./en.ts')).en,
  'zh-CN': async () => (await import('./zh-CN.ts')).zhCN,
};

const use = async (language: Language) => {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await load[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
};

/** Loads the one language that is needed; the texts of the others stay on the server. */
export const startI18n = async () => {
  await i18next
    .use(initReactI18next)
    .init({ resources: {}, fallbackLng: false, interpolation: { escapeValue: false } });
  await use(initialLanguage(storedLanguage(), navigator.languages));
};

export const changeLanguage = async (language: Language) => {
  await use(language);
  storeLanguage(language);
};
