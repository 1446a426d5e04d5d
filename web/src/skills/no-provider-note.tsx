import { useTranslation } from 'react-i18next';
import { useCan } from '../data/session.ts';
import { AnchorLink } from '../ui/anchor-link.tsx';

/** Why a picture got no caption, and where that can be changed. */
export const NoProviderNote = () => {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <>
      {t('skills.noProvider')}{' '}
      {can('aiProviders.read') && <AnchorLink to="/ai-providers">{t('aiProviders.title')}</AnchorLink>}
    </>
  );
};
