import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavigationList } from './navigation-list.tsx';

/** The rail on phones. */
export const NavigationDrawer = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={280}
      title={t('app.name')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <nav aria-label={t('nav.main')}>
        <NavigationList onNavigate={onClose} />
      </nav>
    </Drawer>
  );
};
