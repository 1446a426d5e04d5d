import { Button } from '@mantine/core';
import { ApiError } from '@nekohub/client';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Forbidden } from '../../app/forbidden.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../../ui/states.module.css';
import { useTitle } from '../../ui/use-title.ts';

/** For what breaks a whole page: a refused page, a server that cannot be asked, a fault of our own. */
export const ErrorPage = ({ error }: ErrorComponentProps) => {
  const { t } = useTranslation();
  const router = useRouter();
  const forbidden = error instanceof Forbidden;
  useTitle(t(forbidden ? 'forbidden.title' : 'error.pageTitle'));
  const toGallery = (
    <ButtonLink to="/gallery" variant="default">
      {t('notFound.toGallery')}
    </ButtonLink>
  );
  if (forbidden) {
    return (
      <div className={classes.state}>
        <h1 className={classes.title}>{t('forbidden.title')}</h1>
        <p className={classes.text}>{t('forbidden.body')}</p>
        <div className={classes.actions}>{toGallery}</div>
      </div>
    );
  }
  if (error instanceof ApiError) {
    return (
      <ErrorState error={error} onRetry={() => void router.invalidate()}>
        {toGallery}
      </ErrorState>
    );
  }
  return (
    <ErrorState error={error}>
      <Button onClick={() => location.reload()}>{t('error.reload')}</Button>
      {toGallery}
    </ErrorState>
  );
};
