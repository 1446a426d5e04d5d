import { useTranslation } from 'react-i18next';
import classes from './skip-link.module.css';

export const MAIN_ID = 'main';

export const SkipLink = () => {
  const { t } = useTranslation();
  return (
    <a className={classes.link} href={`#${MAIN_ID}`}>
      {t('app.skipToContent')}
    </a>
  );
};
