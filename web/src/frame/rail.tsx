import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '../data/session.ts';
import { BrandMark } from '../ui/brand.tsx';
import { landingPath } from './landing.ts';
import { NavigationList } from './navigation-list.tsx';
import classes from './rail.module.css';

interface RailProps {
  folded: boolean;
  onFold: () => void;
}

export const Rail = ({ folded, onFold }: RailProps) => {
  const { t } = useTranslation();
  const user = useUser();
  const label = t(folded ? 'nav.unfold' : 'nav.fold');
  return (
    <nav className={classes.rail} data-folded={folded || undefined} aria-label={t('nav.main')}>
      <Link to={user === null ? '/gallery' : landingPath(user)} className={classes.brand} aria-label={t('app.name')}>
        <BrandMark />
        {!folded && t('app.name')}
      </Link>
      <NavigationList folded={folded} />
      <Tooltip label={label} position="right">
        <ActionIcon aria-label={label} onClick={onFold} className={classes.fold}>
          {folded ? <IconLayoutSidebarLeftExpand size={20} /> : <IconLayoutSidebarLeftCollapse size={20} />}
        </ActionIcon>
      </Tooltip>
    </nav>
  );
};
