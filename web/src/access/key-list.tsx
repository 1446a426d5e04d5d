import { UnstyledButton } from '@mantine/core';
import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../console-ui/record-list.tsx';
import { When } from '../console-ui/when.tsx';
import { useUser } from '../data/session.ts';
import { NO_VALUE } from '../format/values.ts';
import classes from './access.module.css';
import type { OpenedKey } from './key-dialogs.tsx';
import { KeyMenu } from './key-menu.tsx';
import { KeyRights } from './key-rights.tsx';
import { KeyState } from './key-state.tsx';

interface KeyListProps {
  keys: readonly ApiKey[];
  /** Whose each key is, where they are not all of one person. */
  withOwners?: boolean;
  /** Opens a dialog about one of them. */
  onOpen: (opened: OpenedKey) => void;
}

export const KeyList = ({ keys, withOwners = false, onOpen }: KeyListProps) => {
  const { t } = useTranslation();
  const user = useUser();
  const columns: Column<ApiKey>[] = [
    {
      label: t('apiKeys.column.name'),
      lead: true,
      cell: (key) => (
        <UnstyledButton
          className={classes.open}
          aria-haspopup="dialog"
          onClick={() => onOpen({ dialog: 'facts', id: key.id })}
        >
          {key.name}
        </UnstyledButton>
      ),
    },
    { label: t('apiKeys.column.state'), cell: (key) => <KeyState apiKey={key} /> },
    ...(withOwners ? [{ label: t('apiKeys.column.owner'), cell: (key: ApiKey) => key.owner.username }] : []),
    { label: t('apiKeys.column.rights'), cell: (key) => <KeyRights apiKey={key} /> },
    {
      label: t('apiKeys.column.expires'),
      cell: (key) => <End apiKey={key} />,
    },
    {
      label: t('apiKeys.column.lastUsed'),
      cell: (key) => <LastUse apiKey={key} />,
    },
  ];
  return (
    <RecordList
      label={t('apiKeys.list')}
      rows={keys}
      rowKey={({ id }) => id}
      columns={columns}
      actions={{
        label: t('common.actions'),
        cell: (key) => user && <KeyMenu apiKey={key} user={user} onOpen={onOpen} />,
      }}
    />
  );
};

const End = ({ apiKey: { status, expiresAtUtc } }: { apiKey: ApiKey }) => {
  const { t } = useTranslation();
  if (status === 'revoked') return NO_VALUE;
  return expiresAtUtc === null ? t('apiKeys.never') : <When at={expiresAtUtc} />;
};

const LastUse = ({ apiKey: { lastUsedAtUtc, lastUsedAddress, lastUsedClient } }: { apiKey: ApiKey }) => {
  const { t } = useTranslation();
  if (lastUsedAtUtc === null) return t('apiKeys.notUsed');
  return (
    <>
      <When at={lastUsedAtUtc} />
      <span className={classes.under} title={lastUsedClient ?? ''}>
        {[lastUsedAddress, lastUsedClient].filter(Boolean).join(' · ')}
      </span>
    </>
  );
};
