import { UnstyledButton } from '@mantine/core';
import type { RepositoryItem } from '@nekohub/client';
import { IconFile, IconFolder, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../console-ui/record-list.tsx';
import { useFormat } from '../format/use-format.ts';
import { NO_VALUE } from '../format/values.ts';
import { AnchorLink } from '../ui/anchor-link.tsx';
import classes from './repository.module.css';
import { isPicture, type RepositorySearch } from './repository-search.ts';

interface FileListProps {
  id: string;
  items: readonly RepositoryItem[];
  search: RepositorySearch;
  busy: boolean;
  onOpen: (item: RepositoryItem) => void;
}

const SHORT_SHA = 7;

export const FileList = ({ id, items, search, busy, onOpen }: FileListProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const start = search.path === undefined ? '' : `${search.path}/`;
  /** Of what lies deeper, the way there belongs to the name. */
  const nameOf = ({ path }: RepositoryItem) => (path.startsWith(start) ? path.slice(start.length) : path);
  const columns: Column<RepositoryItem>[] = [
    {
      label: t('apiKeys.column.name'),
      lead: true,
      cell: (item) => {
        const Icon = item.isDirectory ? IconFolder : isPicture(item.name) ? IconPhoto : IconFile;
        return (
          <span className={classes.name}>
            <Icon size={18} aria-hidden="true" />
            {item.isDirectory ? (
              <AnchorLink
                to="/providers/$id/files"
                params={{ id }}
                search={{ path: item.path, recursive: search.recursive }}
                inherit
              >
                {nameOf(item)}
              </AnchorLink>
            ) : (
              <UnstyledButton className={classes.file} onClick={() => onOpen(item)}>
                {nameOf(item)}
              </UnstyledButton>
            )}
          </span>
        );
      },
    },
    { label: t('asset.fact.type'), cell: ({ type }) => t(`repository.kind.${type}`) },
    { label: t('asset.fact.size'), cell: ({ size }) => (size === null ? NO_VALUE : format.bytes(size)) },
    {
      label: 'SHA',
      cell: ({ sha }) => (sha === null ? NO_VALUE : <code>{sha.slice(0, SHORT_SHA)}</code>),
      from: 'medium',
    },
  ];
  return (
    <RecordList label={t('repository.list')} rows={items} rowKey={({ path }) => path} columns={columns} busy={busy} />
  );
};
