import type { ReactNode } from 'react';
import { BrandMark } from '../ui/brand.tsx';
import { LanguageMenu } from '../ui/language-menu.tsx';
import { OfflineBar } from '../ui/offline-bar.tsx';
import { MAIN_ID } from '../ui/skip-link.tsx';
import { ThemeMenu } from '../ui/theme-menu.tsx';
import classes from './entry-card.module.css';

/** The frame of the pages before the console: one card in the middle. */
export const EntryCard = ({ title, children }: { title: string; children: ReactNode }) => (
  <>
    <header className={classes.header}>
      <LanguageMenu />
      <ThemeMenu />
    </header>
    <OfflineBar />
    <main id={MAIN_ID} tabIndex={-1} className={classes.main}>
      <div className={classes.card}>
        <BrandMark size={40} />
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
    </main>
  </>
);
