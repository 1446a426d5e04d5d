import { Alert } from '@mantine/core';
import { ApiError } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button.tsx';
import { errorText } from '../ui/error-text.ts';

/** Why a form was refused, above its fields. What is about one field is shown there instead. */
export const FormError = ({ error }: { error: Error | null }) => {
  const { t } = useTranslation();
  if (error === null) return null;
  const traceId = error instanceof ApiError ? error.traceId : null;
  return (
    <Alert color="red" role="alert">
      {errorText(t, error)}
      {traceId !== null && (
        <>
          {' '}
          {t('error.trace')}: <code>{traceId}</code> <CopyButton text={traceId} label={t('error.copyTrace')} />
        </>
      )}
    </Alert>
  );
};
