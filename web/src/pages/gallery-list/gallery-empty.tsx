import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

export const GalleryEmpty = ({ query }: { query: string | undefined }) => {
  const { t } = useTranslation();
  if (query === undefined) return <EmptyState text={t('gallery.empty')} withCat />;
  return (
    <EmptyState text={t('gallery.emptySearch', { query })}>
      <ButtonLink to="/gallery" variant="default">
        {t('gallery.clearSearch')}
      </ButtonLink>
    </EmptyState>
  );
};
