import { IconClockExclamation } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../api/session.ts';
import { useFormat } from '../format/use-format.ts';
import classes from '../ui/bars.module.css';

/** Time to finish and to save. A session that can still be prolonged has days left. */
const AHEAD_MS = 15 * 60_000;
const LOOK_MS = 15_000;

/** Says that the session ends soon. Stays in the page while empty, so that screen readers hear what appears in it. */
export const SessionEndBar = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const expiresAtMs = useSyncExternalStore(session.subscribe, session.expiresAtMs);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div role="status">
      {expiresAtMs !== null && expiresAtMs - now < AHEAD_MS && (
        <p className={classes.bar} data-tone="warning">
          <IconClockExclamation size={18} aria-hidden="true" />
          {t('app.sessionEnds', { time: format.dateTime(new Date(expiresAtMs).toISOString()) })}
        </p>
      )}
    </div>
  );
};
