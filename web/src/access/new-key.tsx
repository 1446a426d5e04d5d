import { Button } from '@mantine/core';
import type { IssuedApiKey } from '@nekohub/client';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { UnsavedGuard } from '../console-ui/unsaved-guard.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useCopy } from '../ui/use-copy.ts';
import { ConnectAgent } from './connect-agent.tsx';
import { curlLines } from './curl-lines.ts';
import classes from './new-key.module.css';

interface NewKeyProps {
  issued: IssuedApiKey;
  onDone: () => void;
}

/** A key, for the only time, with lines to try it with. */
export const NewKey = ({ issued: { key, apiKey }, onDone }: NewKeyProps) => {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  const [isKept, setKept] = useState(false);
  return (
    <div className={classes.root} onCopy={() => setKept(true)}>
      <UnsavedGuard
        unsaved={!isKept}
        words={{
          title: t('apiKeys.new.leaveTitle'),
          body: t('apiKeys.new.once'),
          leave: t('apiKeys.new.leave'),
          stay: t('apiKeys.new.stay'),
        }}
      />
      <p className={classes.once}>{t('apiKeys.new.once')}</p>
      <code className={classes.key}>{key}</code>
      <Button
        data-autofocus
        leftSection={copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
        onClick={async () => {
          if (await copy(key)) setKept(true);
        }}
      >
        {copied ? t('common.copied') : t('apiKeys.new.copy')}
      </Button>
      <h2 className={classes.tryTitle}>{t('apiKeys.new.try')}</h2>
      <ul className={classes.lines}>
        {curlLines(location.origin, key, apiKey.effectivePermissions).map(({ purpose, line }) => (
          <li key={purpose} className={classes.line}>
            <span>{t(`apiKeys.new.${purpose}`)}</span>
            <CopyButton text={line} label={t('common.copyNamed', { name: t(`apiKeys.new.${purpose}`) })} />
            <code className={classes.text}>{line}</code>
          </li>
        ))}
      </ul>
      <h2 className={classes.tryTitle}>{t('apiKeys.agent.title')}</h2>
      <ConnectAgent apiKey={key} />
      <Button variant="default" onClick={onDone}>
        {t('apiKeys.new.done')}
      </Button>
    </div>
  );
};
