import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from './page-title.ts';

/** Names the page in the browser's title, and to screen readers. Null: the name is not known yet. */
export const useTitle = (page: string | null) => {
  const { t } = useTranslation();
  useEffect(() => {
    if (page === null) return;
    document.title = t('app.title', { page });
    pageTitle.set(document.title);
  }, [page, t]);
};
