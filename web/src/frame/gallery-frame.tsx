import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BrandMark } from '../ui/brand.tsx';
import { LanguageMenu } from '../ui/language-menu.tsx';
import { OfflineBar } from '../ui/offline-bar.tsx';
import { MAIN_ID } from '../ui/skip-link.tsx';
import { ThemeMenu } from '../ui/theme-menu.tsx';
import classes from './gallery-frame.module.css';

/** A slim bar, and the pictures. */
export const GalleryFrame = () => {
  const { t } = useTranslation();
  return (
    <>
      <header className={classes.bar}>
        <Link to="/gallery" className={classes.brand}>
          <BrandMark />
          {t('app.name')}
        </Link>
        <nav className={classes.links} aria-label={t('nav.main')}>
          {/* Whoever is signed in goes on to where they begin. */}
          <Link to="/login" className={classes.link} preload={false}>
            {t('nav.console')}
          </Link>
          <LanguageMenu />
          <ThemeMenu />
        </nav>
      </header>
      <OfflineBar />
      <main id={MAIN_ID} tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
    </>
  );
};
