import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceMenu } from '../../console-ui/choice-menu.tsx';
import { DayFilter } from '../../console-ui/day-filter.tsx';
import { bootstrapQuery } from '../../data/system.ts';
import { formatContentType } from '../../format/values.ts';
import { SearchField } from '../../ui/search-field.tsx';
import classes from './assets.module.css';
import {
  type AssetsSearch,
  altTexts,
  isFiltered,
  NO_FILTERS,
  orders,
  statuses,
  visibilities,
} from './assets-search.ts';
import { StorageFilter } from './storage-filter.tsx';
import { ViewSwitch } from './view-switch.tsx';

interface AssetsToolbarProps {
  search: AssetsSearch;
  onFilter: (patch: AssetsSearch) => void;
}

const orderLabels = {
  newest: 'assets.orderNewest',
  oldest: 'assets.orderOldest',
  largest: 'assets.orderLargest',
  smallest: 'assets.orderSmallest',
} as const;

/** Drawn anew for another list alone: the address gets another place while one scrolls. */
export const AssetsToolbar = memo(({ search, onFilter }: AssetsToolbarProps) => {
  const { t } = useTranslation();
  const { data: bootstrap } = useQuery(bootstrapQuery);
  return (
    <div className={classes.toolbar}>
      <SearchField
        className={classes.search}
        label={t('assets.search')}
        value={search.query ?? ''}
        onSearch={(query) => onFilter({ query: query || undefined })}
      />
      <fieldset className={classes.filters} aria-label={t('common.filters')}>
        <ChoiceMenu
          label={t('assets.filterType')}
          any={t('assets.allTypes')}
          value={search.contentType}
          choices={(bootstrap?.allowedContentTypes ?? []).map((type) => [type, formatContentType(type)])}
          onChange={(contentType) => onFilter({ contentType })}
        />
        <ChoiceMenu
          label={t('assets.filterVisibility')}
          any={t('assets.anyVisibility')}
          value={search.visibility}
          choices={visibilities.map((value) => [value, t(`assets.visibility.${value}`)])}
          onChange={(visibility) => onFilter({ visibility })}
        />
        <ChoiceMenu
          label={t('assets.filterStatus')}
          any={t('assets.anyStatus')}
          value={search.status}
          choices={statuses.map((value) => [value, t(`assets.status.${value}`)])}
          onChange={(status) => onFilter({ status })}
        />
        <StorageFilter value={search.storage} onChange={(storage) => onFilter({ storage })} />
        <DayFilter label={t('assets.filterCreated')} value={search} onChange={onFilter} />
        <ChoiceMenu
          label={t('assets.filterAltText')}
          any={t('assets.anyAltText')}
          value={search.altText}
          choices={altTexts.map((value) => [value, t(`assets.altText.${value}`)])}
          onChange={(altText) => onFilter({ altText })}
        />
        {isFiltered(search) && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onFilter(NO_FILTERS)}>
            {t('common.clearFilters')}
          </Button>
        )}
      </fieldset>
      <div className={classes.arrange}>
        <ChoiceMenu
          label={t('assets.order')}
          any={t('assets.orderNewest')}
          value={search.order}
          choices={orders.slice(1).map((value) => [value, t(orderLabels[value])])}
          onChange={(order) => onFilter({ order })}
          quiet
        />
        <ViewSwitch
          view={search.view ?? 'grid'}
          onView={(view) => onFilter({ view: view === 'grid' ? undefined : view })}
        />
      </div>
    </div>
  );
});
