/** Languages that the head of a gallery page can be in; those of the interface. */
export type PageLanguage = 'en' | 'zh-CN';

interface PageTexts {
  readonly gallery: string;
  readonly about: string;
  readonly unnamed: string;
  /** As Open Graph names the language. */
  readonly locale: string;
}

/** What the pages say of themselves where people have written nothing. */
export const pageTexts: Readonly<Record<PageLanguage, PageTexts>> = {
  en: { gallery: 'Gallery', about: 'Public pictures', unnamed: 'Unnamed picture', locale: 'en_US' },
  'zh-CN': { gallery: '画廊', about: '公开的图片', unnamed: '未命名图片', locale: 'zh_CN' },
};
