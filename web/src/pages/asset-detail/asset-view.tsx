import { Tabs } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { assetName } from '../../pictures/asset-name.ts';
import { ActionButtons } from './action-buttons.tsx';
import classes from './asset-detail.module.css';
import { DetailsTab } from './details-tab.tsx';
import { FilesTab } from './files-tab.tsx';
import { ShareTab } from './share-tab.tsx';
import { Viewer } from './viewer.tsx';

const tabs = [
  // Kept while another tab is open: it may hold texts that are not saved yet.
  { value: 'details', label: 'asset.details', Panel: DetailsTab, keepMounted: true },
  { value: 'files', label: 'asset.files', Panel: FilesTab, keepMounted: false },
  { value: 'share', label: 'asset.share', Panel: ShareTab, keepMounted: false },
] as const;

export const AssetView = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  return (
    <article className={classes.page}>
      <Viewer asset={asset} />
      <div className={classes.side}>
        <h1 className={classes.title}>{assetName(asset, t('common.unnamed'))}</h1>
        <ActionButtons asset={asset} />
        <Tabs defaultValue="details" keepMounted={false} keepMountedMode="display-none">
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
