import type { AiProvider } from '@nekohub/client';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../console-ui/record-list.tsx';
import { TestDialog } from '../console-ui/service-test.tsx';
import { useLastGiven } from '../console-ui/use-last-given.ts';
import { When } from '../console-ui/when.tsx';
import { useTestAiProvider } from '../data/ai-provider-changes.ts';
import { useCan } from '../data/session.ts';
import { AnchorLink } from '../ui/anchor-link.tsx';
import classes from './ai.module.css';
import { DeleteDialog } from './delete-dialog.tsx';
import { ProviderMenu } from './provider-menu.tsx';
import { TestResult } from './test-result.tsx';

export const ProviderList = ({ providers }: { providers: readonly AiProvider[] }) => {
  const { t } = useTranslation();
  const can = useCan();
  const test = useTestAiProvider();
  const [opened, setOpened] = useState<{ dialog: 'test' | 'delete'; id: string } | null>(null);
  const chosen = useLastGiven(providers.find(({ id }) => id === opened?.id) ?? null);
  const close = () => setOpened(null);
  const startTest = (id: string) => {
    setOpened({ dialog: 'test', id });
    test.mutate({ profileId: id });
  };
  const columns: Column<AiProvider>[] = [
    {
      label: t('apiKeys.column.name'),
      lead: true,
      cell: ({ id, name }) =>
        can('aiProviders.update') ? (
          <AnchorLink to="/ai-providers/$id" params={{ id }} inherit>
            {name}
          </AnchorLink>
        ) : (
          name
        ),
    },
    { label: t('apiKeys.column.state'), cell: ({ isActive }) => <State isActive={isActive} /> },
    { label: t('aiProviders.model'), cell: ({ modelName }) => modelName },
    { label: t('aiProviders.address'), cell: ({ apiBaseUrl }) => apiBaseUrl },
    { label: t('aiProviders.key'), cell: ({ apiKey }) => <code>{apiKey}</code>, from: 'medium' },
    { label: t('asset.fact.updated'), cell: ({ updatedAtUtc }) => <When at={updatedAtUtc} />, from: 'medium' },
  ];
  return (
    <div className={classes.list}>
      <RecordList
        label={t('aiProviders.list')}
        rows={providers}
        rowKey={({ id }) => id}
        columns={columns}
        actions={{
          label: t('common.actions'),
          cell: (provider) => (
            <ProviderMenu
              provider={provider}
              onTest={() => startTest(provider.id)}
              onDelete={() => setOpened({ dialog: 'delete', id: provider.id })}
            />
          ),
        }}
      />
      {chosen !== null && (
        <>
          <TestDialog
            opened={opened?.dialog === 'test'}
            name={chosen.name}
            test={test}
            onAgain={() => startTest(chosen.id)}
            onClose={close}
            underWay={t('aiProviders.test.running')}
          >
            {test.data && <TestResult result={test.data} />}
          </TestDialog>
          <DeleteDialog opened={opened?.dialog === 'delete'} provider={chosen} onClose={close} />
        </>
      )}
    </div>
  );
};

const State = ({ isActive }: { isActive: boolean }) => {
  const { t } = useTranslation();
  if (!isActive) return <span className={classes.inactive}>{t('aiProviders.inactive')}</span>;
  return (
    <span className={classes.active}>
      <IconCheck size={16} aria-hidden="true" />
      {t('aiProviders.active')}
    </span>
  );
};
