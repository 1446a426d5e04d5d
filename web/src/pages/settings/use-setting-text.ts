import type { Setting } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/languages.ts';
import { settingTexts } from '../../i18n/zh-CN/setting-texts.ts';

const texts: Partial<Record<string, Readonly<Record<Setting['name'], string>>>> = {
  'zh-CN': settingTexts,
} satisfies Partial<Record<Language, unknown>>;

/** What a setting means, in the language of the page. */
export const useSettingText = (): ((setting: Setting) => string) => {
  const { i18n } = useTranslation();
  const own = texts[i18n.language];
  return ({ name, description }) => own?.[name] ?? description;
};
