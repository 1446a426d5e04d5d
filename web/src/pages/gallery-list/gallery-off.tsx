import { ApiError } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Whether the operator has switched the gallery off. */
export const isGalleryOff = (error: unknown): boolean => error instanceof ApiError && error.code === 'gallery_disabled';

export const GalleryOff = () => {
  const { t } = useTranslation();
  return (
    <EmptyState text={t('gallery.off')} withCat>
      <ButtonLink to="/login">{t('nav.signIn')}</ButtonLink>
    </EmptyState>
  );
};
