import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './toolbar.module.css';

/** The filters over a list. */
export const Toolbar = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.toolbar} aria-label={t('common.filters')}>
      {children}
    </fieldset>
  );
};
