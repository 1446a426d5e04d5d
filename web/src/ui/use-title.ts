import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Names the page in the browser's title; RouteAnnouncer reads it to screen readers. */
export const useTitle = (page: string) => {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t('app.title', { page });
  }, [page, t]);
};
