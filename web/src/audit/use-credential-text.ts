import { useTranslation } from 'react-i18next';
import { shortId } from './short-id.ts';

/** A session or key as events name it, with the end of its id: enough to tell it from others. */
export const useCredentialText = (): ((credential: string) => string) => {
  const { t } = useTranslation();
  return (credential) => {
    const [kind, id] = credential.split(':');
    if (id === undefined) return credential;
    if (kind === 'session') return t('audit.session', { id: shortId(id) });
    return kind === 'api-key' ? t('audit.key', { id: shortId(id) }) : credential;
  };
};
