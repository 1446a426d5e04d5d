import { ApiError } from '@nekohub/client';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from './page-title.ts';

/** Names that come sooner are announced alone; until then nobody misses them. */
const QUIET_MS = 500;

/**
 * Names the page in the browser's title, and to screen readers. While its own name is not known (null), the title is
 * `meanwhile`, which is announced only when the wait gets long.
 */
export const useTitle = (page: string | null, meanwhile = '') => {
  const { t } = useTranslation();
  const shown = page ?? meanwhile;
  useEffect(() => {
    const title = t('app.title', { page: shown });
    document.title = title;
    if (page !== null) {
      pageTitle.set(title);
      return;
    }
    const timer = setTimeout(() => pageTitle.set(title), QUIET_MS);
    return () => clearTimeout(timer);
  }, [page, shown, t]);
};

interface RecordTitle {
  kind: 'asset' | 'picture' | 'user' | 'workflow' | 'aiProvider' | 'storage';
  /** Undefined until it is known. */
  name: string | undefined;
  error: Error | null;
  /** Whether an answer is there and the record is not in it. */
  isMissing?: boolean;
}

/** The title of a page about one thing: what it is, then its name as soon as that is known, or that there is none. */
export const useRecordTitle = ({ kind, name, error, isMissing = false }: RecordTitle) => {
  const { t } = useTranslation();
  const notFound = isMissing || (error instanceof ApiError && error.status === 404);
  const failure = notFound ? t('notFound.title') : error !== null ? t('error.pageTitle') : null;
  useTitle(name ?? failure, t(`title.${kind}`));
};
