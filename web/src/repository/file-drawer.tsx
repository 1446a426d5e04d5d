import { Button } from '@mantine/core';
import type { RepositoryItem } from '@nekohub/client';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Copyable } from '../console-ui/copyable.tsx';
import { SideDrawer } from '../console-ui/side-drawer.tsx';
import { useLastGiven } from '../console-ui/use-last-given.ts';
import { useFormat } from '../format/use-format.ts';
import { NO_VALUE } from '../format/values.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Facts } from '../ui/facts.tsx';
import classes from './repository.module.css';
import { isPicture } from './repository-search.ts';

interface FileDrawerProps {
  item: RepositoryItem | null;
  onClose: () => void;
  /** Missing for whoever may not put files there. */
  onReplace?: ((item: RepositoryItem) => void) | undefined;
}

/** A file of the repository: as a picture where everybody can read it, and its facts. */
export const FileDrawer = ({ item, onClose, onReplace }: FileDrawerProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = useLastGiven(item);
  return (
    <SideDrawer opened={item !== null} onClose={onClose} title={shown?.name ?? ''}>
      {shown !== null && (
        <div className={classes.details}>
          {shown.publicUrl !== null && isPicture(shown.name) && (
            <Preview key={shown.publicUrl} url={shown.publicUrl} name={shown.name} />
          )}
          <Facts
            label={t('repository.facts')}
            facts={[
              [t('repository.path'), shown.path],
              [t('asset.fact.size'), shown.size === null ? NO_VALUE : format.bytes(shown.size)],
              [
                'SHA',
                <Copyable key="sha" text={shown.sha ?? NO_VALUE} label={t('common.copyNamed', { name: 'SHA' })} />,
              ],
            ]}
          />
          {shown.publicUrl === null && <p className={classes.hint}>{t('repository.noLink')}</p>}
          <div className={classes.buttons}>
            {shown.publicUrl !== null && (
              <>
                <Button
                  component="a"
                  href={shown.publicUrl}
                  target="_blank"
                  rel="noreferrer"
                  variant="default"
                  leftSection={<IconExternalLink size={16} aria-hidden="true" />}
                >
                  {t('repository.open')}
                </Button>
                <CopyButton text={shown.publicUrl} label={t('repository.copyLink')} />
              </>
            )}
            {onReplace && (
              <Button variant="default" onClick={() => onReplace(shown)}>
                {t('repository.replace')}
              </Button>
            )}
          </div>
        </div>
      )}
    </SideDrawer>
  );
};

const Preview = ({ url, name }: { url: string; name: string }) => {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  if (failed) return <p className={classes.hint}>{t('gallery.noPreview')}</p>;
  return (
    <img
      className={classes.preview}
      src={url}
      alt={name}
      referrerPolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
};
