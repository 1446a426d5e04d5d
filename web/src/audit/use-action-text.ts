import type { AuditAction } from '@nekohub/client';
import { useTranslation } from 'react-i18next';

/** An action in words. One that a newer server knows and this page does not is shown as it is. */
export const useActionText = (): ((action: AuditAction) => string) => {
  const { t } = useTranslation();
  return (action) => t(`audit.action.${action}`, { defaultValue: action });
};
