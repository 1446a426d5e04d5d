import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from './notify.ts';
import { writeClipboard } from './write-clipboard.ts';

const SHOWN_MS = 2000;

/** Copies text and remembers for a moment that it did. Says so when the browser refuses. */
export const useCopy = () => {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = useCallback(
    async (text: string): Promise<boolean> => {
      if (!(await writeClipboard(text))) {
        notify.failed(t('common.copyFailed'));
        return false;
      }
      setCopied(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setCopied(false), SHOWN_MS);
      return true;
    },
    [t],
  );
  return { copied, copy };
};
