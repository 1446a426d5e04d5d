import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../data/session.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { workflowsQuery } from '../../data/workflows.ts';
import { profileName } from '../../storage/profile-text.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { Card } from './card.tsx';
import classes from './settings.module.css';

/** What people choose while NekoHub runs, and where. */
export const ElsewhereSection = () => {
  const { t } = useTranslation();
  const can = useCan();
  const mayReadStorage = can('providers.read');
  const { data: storage } = useQuery({ ...storageOverviewQuery, enabled: mayReadStorage });
  const { data: workflows } = useQuery(workflowsQuery);
  const autoRun = workflows?.find(({ isAutoRun }) => isAutoRun);
  return (
    <Card title={t('settings.elsewhere')}>
      <dl className={classes.list}>
        {mayReadStorage && (
          <div>
            <dt>{t('settings.uploadsGoTo')}</dt>
            <dd>
              <AnchorLink to="/providers">
                {storage?.defaultProfile ? profileName(storage.defaultProfile) : t('nav.storage')}
              </AnchorLink>
            </dd>
          </div>
        )}
        <div>
          <dt>{t('settings.afterUpload')}</dt>
          <dd>
            <AnchorLink to="/workflows">{autoRun?.name ?? t('settings.noWorkflow')}</AnchorLink>
          </dd>
        </div>
      </dl>
    </Card>
  );
};
