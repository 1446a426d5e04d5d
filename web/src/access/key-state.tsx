import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import classes from './access.module.css';

const tones = { active: 'plain', expired: 'warning', revoked: 'quiet' } as const;

/** Whether a key is good, and what limits that for the moment. */
export const KeyState = ({ apiKey }: { apiKey: ApiKey }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, owner, formerKeyValidUntilUtc } = apiKey;
  return (
    <>
      <span className={classes.state} data-tone={tones[status]}>
        {t(`apiKeys.status.${status}`)}
      </span>
      {status === 'active' && !owner.isActive && <span className={classes.warning}>{t('apiKeys.ownerDisabled')}</span>}
      {status === 'active' && formerKeyValidUntilUtc !== null && (
        <span className={classes.note}>
          {t('apiKeys.formerUntil', { time: format.dateTime(formerKeyValidUntilUtc) })}
        </span>
      )}
    </>
  );
};
