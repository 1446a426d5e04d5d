import { UnstyledButton } from '@mantine/core';
import type { AuditEvent } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { ActorName } from '../../audit/actor-name.tsx';
import { OutcomeLabel } from '../../audit/outcome-label.tsx';
import { useActionText } from '../../audit/use-action-text.ts';
import { type Column, RecordList } from '../../console-ui/record-list.tsx';
import { useFormat } from '../../format/use-format.ts';
import { NO_VALUE } from '../../format/values.ts';
import classes from './audit.module.css';
import { TargetLink } from './target-link.tsx';

interface AuditListProps {
  events: readonly AuditEvent[];
  onOpen: (event: AuditEvent) => void;
}

export const AuditList = ({ events, onOpen }: AuditListProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const actionText = useActionText();
  const columns: Column<AuditEvent>[] = [
    {
      label: t('audit.column.time'),
      cell: ({ atUtc }) => (
        <time className={classes.time} dateTime={atUtc}>
          {format.exactTime(atUtc)}
        </time>
      ),
    },
    {
      label: t('audit.column.action'),
      lead: true,
      cell: (event) => (
        <UnstyledButton className={classes.action} aria-haspopup="dialog" onClick={() => onOpen(event)}>
          {actionText(event.action)}
        </UnstyledButton>
      ),
    },
    { label: t('audit.column.outcome'), cell: ({ outcome }) => <OutcomeLabel outcome={outcome} /> },
    { label: t('audit.column.who'), cell: ({ actor }) => <ActorName actor={actor} /> },
    { label: t('audit.column.target'), cell: (event) => <TargetLink event={event} /> },
    {
      label: t('audit.column.address'),
      cell: ({ address }) => <span className={classes.address}>{address || NO_VALUE}</span>,
      from: 'medium',
    },
  ];
  return <RecordList label={t('audit.list')} rows={events} rowKey={({ seq }) => seq} columns={columns} />;
};
