import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ListedPicture } from '../../data/public-assets.ts';
import { type GallerySearch, onPage } from '../gallery-list/gallery-search.ts';
import classes from './stage.module.css';

interface TurnLinkProps {
  to: ListedPicture | undefined;
  direction: 'prev' | 'next';
  search: GallerySearch;
}

/** To the picture before or after. It takes the place of this one in the history: "back" leads to the list. */
export const TurnLink = ({ to, direction, search }: TurnLinkProps) => {
  const { t } = useTranslation();
  if (to === undefined) return null;
  const Icon = direction === 'prev' ? IconChevronLeft : IconChevronRight;
  const label = t(direction === 'prev' ? 'gallery.previous' : 'gallery.next');
  return (
    <Link
      to="/gallery/$id"
      params={{ id: to.asset.id }}
      search={onPage(search, to.page)}
      state={true}
      replace
      resetScroll={false}
      rel={direction}
      className={classes.turn}
      aria-label={label}
      title={label}
    >
      <Icon size={20} aria-hidden="true" />
    </Link>
  );
};
