import { useTranslation } from 'react-i18next';
import { useCan } from '../../data/session.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type AssetsSearch, isFiltered, withoutFilters } from './assets-search.ts';

export const AssetsEmpty = ({ search }: { search: AssetsSearch }) => {
  const { t } = useTranslation();
  const can = useCan();
  if (isFiltered(search)) {
    return (
      <EmptyState text={t('assets.emptyFiltered')}>
        <ButtonLink to="/assets" search={withoutFilters(search)} variant="default">
          {t('common.clearFilters')}
        </ButtonLink>
      </EmptyState>
    );
  }
  if (!can('assets.create')) return <EmptyState text={t('assets.emptyReader')} withCat />;
  return (
    <EmptyState text={t('assets.empty')} withCat>
      <ButtonLink to="/assets/upload">{t('assets.upload')}</ButtonLink>
    </EmptyState>
  );
};
