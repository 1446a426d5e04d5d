import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type AuditSearch, isFiltered } from './audit-search.ts';

export const AuditEmpty = ({ search }: { search: AuditSearch }) => {
  const { t } = useTranslation();
  if (!isFiltered(search)) return <EmptyState text={t('audit.empty')} />;
  return (
    <EmptyState text={t('audit.emptyFiltered')}>
      <ButtonLink to="/audit" variant="default">
        {t('common.clearFilters')}
      </ButtonLink>
    </EmptyState>
  );
};
