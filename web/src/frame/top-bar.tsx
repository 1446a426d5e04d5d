import { ActionIcon } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconMenu2, IconSearch, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../data/session.ts';
import { ButtonLink } from '../ui/anchor-link.tsx';
import { LanguageMenu } from '../ui/language-menu.tsx';
import { ThemeMenu } from '../ui/theme-menu.tsx';
import { AccountMenu } from './account-menu.tsx';
import { HelpButton } from './help-button.tsx';
import { modifierKey } from './modifier-key.ts';
import classes from './top-bar.module.css';

export const TopBar = ({ onOpenNavigation }: { onOpenNavigation: () => void }) => {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <header className={classes.bar}>
      <ActionIcon className={classes.menu} aria-label={t('nav.open')} onClick={onOpenNavigation}>
        <IconMenu2 size={20} />
      </ActionIcon>
      <button type="button" className={classes.search} onClick={() => spotlight.open()} aria-haspopup="dialog">
        <IconSearch size={16} aria-hidden="true" />
        <span className={classes.searchText}>{t('palette.open')}</span>{' '}
        <kbd className={classes.keys}>{`${modifierKey} K`}</kbd>
      </button>
      <div className={classes.actions}>
        {can('assets.create') && (
          <ButtonLink to="/assets/upload" aria-label={t('nav.upload')} className={classes.upload}>
            <IconUpload size={16} aria-hidden="true" />
            <span className={classes.uploadText}>{t('nav.upload')}</span>
          </ButtonLink>
        )}
        <HelpButton />
        <LanguageMenu />
        <ThemeMenu />
        <AccountMenu />
      </div>
    </header>
  );
};
