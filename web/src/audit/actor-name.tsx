import type { AuditEvent } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import classes from './audit-words.module.css';
import { useCredentialText } from './use-credential-text.ts';

/** Who it was, and below with which credential. */
export const ActorName = ({ actor }: { actor: AuditEvent['actor'] }) => {
  const { t } = useTranslation();
  const credentialText = useCredentialText();
  if (actor.kind === 'anonymous') return t('audit.anonymous');
  if (actor.kind === 'system') return t('audit.system');
  const { credential } = actor;
  return (
    <>
      {actor.name ?? actor.id}
      {credential !== null && credential !== actor.name && (
        <span className={classes.under}>{credentialText(credential)}</span>
      )}
    </>
  );
};
