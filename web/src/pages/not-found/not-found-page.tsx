import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { Cat } from '../../ui/cat.tsx';
import { MAIN_ID } from '../../ui/skip-link.tsx';
import classes from '../../ui/states.module.css';
import { useTitle } from '../../ui/use-title.ts';
import styles from './not-found.module.css';

export const NotFoundPage = () => {
  const { t } = useTranslation();
  useTitle(t('notFound.title'));
  return (
    <main id={MAIN_ID} tabIndex={-1} className={`${classes.state} ${styles.page}`}>
      <Cat />
      <h1 className={classes.title}>{t('notFound.title')}</h1>
      <p className={classes.text}>{t('notFound.body')}</p>
      <div className={classes.actions}>
        <ButtonLink to="/gallery">{t('notFound.toGallery')}</ButtonLink>
        <ButtonLink to="/login" variant="default" preload={false}>
          {t('notFound.toConsole')}
        </ButtonLink>
      </div>
    </main>
  );
};
