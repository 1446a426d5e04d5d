import { useTranslation } from 'react-i18next';
import { formatContentType } from '../../format/values.ts';
import { FilterSelect } from '../../ui/filter-select.tsx';
import classes from './gallery-list.module.css';
import { contentTypes, type GallerySearch, orders, orientations } from './gallery-search.ts';

interface GalleryFiltersProps {
  search: GallerySearch;
  onFilter: (patch: GallerySearch) => void;
}

export const GalleryFilters = ({ search, onFilter }: GalleryFiltersProps) => {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.filters} aria-label={t('common.filters')}>
      <FilterSelect
        label={t('gallery.type')}
        any={t('gallery.anyType')}
        value={search.contentType}
        choices={contentTypes.map((type) => [type, formatContentType(type)])}
        onChange={(contentType) => onFilter({ contentType })}
      />
      <FilterSelect
        label={t('gallery.orientation')}
        any={t('gallery.anyOrientation')}
        value={search.orientation}
        choices={orientations.map((value) => [value, t(`gallery.orientations.${value}`)])}
        onChange={(orientation) => onFilter({ orientation })}
      />
      <FilterSelect
        label={t('gallery.order')}
        any={t('gallery.orders.newest')}
        value={search.order}
        choices={orders.slice(1).map((value) => [value, t(`gallery.orders.${value}`)])}
        onChange={(order) => onFilter({ order })}
      />
    </fieldset>
  );
};
