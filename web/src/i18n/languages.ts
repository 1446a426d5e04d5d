/** Languages of the interface, each named in its own words. */
export const languages = { en: 'English', 'zh-CN': '简体中文' } as const;

export type Language = keyof typeof languages;

export const languageCodes = Object.keys(languages) as Language[];

const STORAGE_KEY = 'nekohub.language';

const isLanguage = (value: string | null): value is Language => value !== null && value in languages;

/** The chosen language, else the first of the browser's that we have, else English. */
export const initialLanguage = (stored: string | null, preferred: readonly string[]): Language => {
  if (isLanguage(stored)) return stored;
  for (const tag of preferred) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'zh') return 'zh-CN';
    if (base === 'en') return 'en';
  }
  return 'en';
};

export const storedLanguage = (): string | null => {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage may be blocked; the browser's own preference still counts.
    return null;
  }
};

export const storeLanguage = (language: Language) => {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // The choice then lasts as long as the page.
  }
};
