import { Tooltip } from '@mantine/core';
import { IconLayoutGrid } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../data/session.ts';
import { useHasGallery } from '../data/system.ts';
import { currentEntry, isOpen, navigation } from './navigation.ts';
import classes from './navigation-list.module.css';

interface NavigationListProps {
  folded?: boolean;
  onNavigate?: () => void;
}

/** The entries the user may open, in their groups. */
export const NavigationList = ({ folded = false, onNavigate }: NavigationListProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const hasGallery = useHasGallery();
  const current = currentEntry(useLocation({ select: (location) => location.pathname }));
  const groups = navigation
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => isOpen(entry, can)) }))
    .filter((group) => group.entries.length > 0);

  return (
    <div className={classes.list} data-folded={folded || undefined}>
      {groups.map((group) => (
        <div key={group.label}>
          <h2 className={classes.group}>{t(group.label)}</h2>
          <ul>
            {group.entries.map(({ to, label, Icon }) => (
              <li key={to}>
                <Tooltip label={t(label)} position="right" disabled={!folded}>
                  <Link
                    to={to}
                    className={classes.entry}
                    activeOptions={{ exact: true, includeSearch: false }}
                    data-active={to === current || undefined}
                    onClick={onNavigate}
                  >
                    <Icon size={20} aria-hidden="true" />
                    <span className={classes.label}>{t(label)}</span>
                  </Link>
                </Tooltip>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {hasGallery && (
        <ul className={classes.last}>
          <li>
            <Tooltip label={t('nav.gallery')} position="right" disabled={!folded}>
              <Link to="/gallery" className={classes.entry} onClick={onNavigate}>
                <IconLayoutGrid size={20} aria-hidden="true" />
                <span className={classes.label}>{t('nav.gallery')}</span>
              </Link>
            </Tooltip>
          </li>
        </ul>
      )}
    </div>
  );
};
