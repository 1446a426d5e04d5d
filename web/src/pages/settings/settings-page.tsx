import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { AddressSection } from './address-section.tsx';
import { BrowserSection } from './browser-section.tsx';
import { ElsewhereSection } from './elsewhere-section.tsx';
import { ServerSection } from './server-section.tsx';
import classes from './settings.module.css';

/** How this browser shows NekoHub, and what the server was started with. */
export const SettingsPage = () => {
  const { t } = useTranslation();
  useTitle(t('settings.title'));
  return (
    <>
      <PageHead title={t('settings.title')} />
      <div className={classes.cards}>
        <BrowserSection />
        <AddressSection />
        <ElsewhereSection />
      </div>
      <ServerSection />
    </>
  );
};
