import type { AuditEvent } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { reachOf } from '../../access/reach.ts';
import { useCan, useUser } from '../../data/session.ts';
import { NO_VALUE } from '../../format/values.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import classes from './audit.module.css';
import { isTargetKind, targetName } from './target.ts';

/** What it was done to, with a link where it has a page that is still there. */
export const TargetLink = ({ event }: { event: Pick<AuditEvent, 'target' | 'action'> }) => {
  const { t } = useTranslation();
  const can = useCan();
  const user = useUser();
  const { kind, id } = event.target;
  const name = targetName(event.target);
  if (name === null) return NO_VALUE;
  const toAsset = kind === 'asset' && event.action !== 'asset.delete' && can('assets.read');
  // An event does not tell whose rank the account has, and pages of accounts out of reach do not open.
  const opensEveryAccount = can('users.read') && user !== null && reachOf(user) === 'everybody';
  const toUser = kind === 'user' && event.action !== 'user.delete' && opensEveryAccount;
  const toProvider = kind === 'aiProvider' && event.action !== 'ai_provider.delete' && can('aiProviders.update');
  const toStorage = kind === 'storageProfile' && event.action !== 'storage_profile.delete' && can('providers.update');
  const toWorkflow = kind === 'workflow' && event.action !== 'workflow.delete' && can('settings.read');
  const page =
    (toAsset && '/assets/$id') ||
    (toUser && '/users/$id') ||
    (toProvider && '/ai-providers/$id') ||
    (toStorage && '/providers/$id') ||
    (toWorkflow && '/workflows/$id');
  return (
    <>
      {id !== null && page ? (
        <AnchorLink to={page} params={{ id }} className={classes.target}>
          {name}
        </AnchorLink>
      ) : (
        <span className={classes.target}>{name}</span>
      )}
      {isTargetKind(kind) && <span className={classes.under}>{t(`audit.targetKind.${kind}`)}</span>}
    </>
  );
};
