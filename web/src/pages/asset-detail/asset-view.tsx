import { Tabs } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../data/session.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { ProcessingNote } from '../../skills/processing-note.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';
import { RunWorkflowMenu } from '../../workflows/run-workflow-menu.tsx';
import { useWorkflowRun } from '../../workflows/use-workflow-run.ts';
import { WorkflowProgress } from '../../workflows/workflow-progress.tsx';
import { ActionButtons } from './action-buttons.tsx';
import { ActivityTab } from './activity-tab.tsx';
import classes from './asset-detail.module.css';
import { DetailsTab } from './details-tab.tsx';
import { FilesTab } from './files-tab.tsx';
import { ShareTab } from './share-tab.tsx';
import { SkillButton } from './skill-button.tsx';
import { Viewer } from './viewer.tsx';

const tabs = [
  // Kept while another tab is open: it may hold texts that are not saved yet.
  { value: 'details', label: 'asset.details', Panel: DetailsTab, keepMounted: true },
  { value: 'files', label: 'asset.files', Panel: FilesTab, keepMounted: false },
  { value: 'activity', label: 'asset.activity', Panel: ActivityTab, keepMounted: false },
  { value: 'share', label: 'asset.share', Panel: ShareTab, keepMounted: false },
] as const;

export const AssetView = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const can = useCan();
  const [tab, setTab] = useState<string | null>('details');
  const workflow = useWorkflowRun(asset.id);
  const showActivity = () => setTab('activity');
  return (
    <article className={classes.page}>
      <Viewer asset={asset} />
      <div className={classes.side}>
        <h1 className={classes.title}>{assetName(asset, t('common.unnamed'))}</h1>
        <div className={classes.actions}>
          <ActionButtons asset={asset} />
          {can('assets.update') && (
            <>
              <SkillButton asset={asset} onStarted={showActivity} />
              <RunWorkflowMenu onRun={(chosen) => workflow.run(chosen, showActivity)}>
                <BusyButton
                  variant="default"
                  leftSection={<IconRoute size={16} aria-hidden="true" />}
                  busy={workflow.isBusy}
                >
                  {t('workflows.run')}
                </BusyButton>
              </RunWorkflowMenu>
            </>
          )}
        </div>
        <ProcessingNote asset={asset} />
        {workflow.progress && (
          <WorkflowProgress {...workflow.progress} onClose={workflow.isDone ? workflow.forget : null} />
        )}
        <Tabs value={tab} onChange={setTab} keepMounted={false} keepMountedMode="display-none">
          <Tabs.List>
            {tabs.map(({ value, label }) => (
              <Tabs.Tab key={value} value={value}>
                {t(label)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ value, Panel, keepMounted }) => (
            <Tabs.Panel key={value} value={value} className={classes.panel} keepMounted={keepMounted}>
              <Panel asset={asset} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
    </article>
  );
};
