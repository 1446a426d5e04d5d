import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type GallerySearch, isFiltered } from './gallery-search.ts';

export const GalleryEmpty = ({ search }: { search: GallerySearch }) => {
  const { t } = useTranslation();
  if (!isFiltered(search) && search.page === undefined) return <EmptyState text={t('gallery.empty')} withCat />;
  const { query, contentType, orientation } = search;
  const onlyQuery = query !== undefined && contentType === undefined && orientation === undefined;
  const text = isFiltered(search) ? t('gallery.emptyFiltered') : t('gallery.emptyPage');
  return (
    <EmptyState text={onlyQuery ? t('gallery.emptySearch', { query }) : text}>
      <ButtonLink to="/gallery" variant="default">
        {t('gallery.clearSearch')}
      </ButtonLink>
    </EmptyState>
  );
};
