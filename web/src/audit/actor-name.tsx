import type { AuditEvent } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import classes from './audit-words.module.css';
import { shortId } from './short-id.ts';

/** Who it was, and below with which credential. */
export const ActorName = ({ actor }: { actor: AuditEvent['actor'] }) => {
  const { t } = useTranslation();
  if (actor.kind === 'anonymous') return t('audit.anonymous');
  if (actor.kind === 'system') return t('audit.system');
  const [kind, id] = actor.credential?.split(':') ?? [];
  const credential =
    actor.kind === 'user' && kind === 'session' && id !== undefined
      ? t('audit.session', { id: shortId(id) })
      : actor.credential;
  return (
    <>
      {actor.name ?? actor.id}
      {credential !== null && credential !== actor.name && <span className={classes.under}>{credential}</span>}
    </>
  );
};
