import type { AuditEvent } from '@nekohub/client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActorName } from '../../audit/actor-name.tsx';
import { OutcomeLabel } from '../../audit/outcome-label.tsx';
import { Copyable } from '../../console-ui/copyable.tsx';
import { useFormat } from '../../format/use-format.ts';
import { NO_VALUE } from '../../format/values.ts';
import { Facts } from '../../ui/facts.tsx';
import { TargetLink } from './target-link.tsx';

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const EventFacts = ({ event }: { event: AuditEvent }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const copyable = (label: string, value: string | null): [string, ReactNode] => [
    label,
    value ? <Copyable key={label} text={value} label={t('common.copyNamed', { name: label })} /> : NO_VALUE,
  ];
  return (
    <Facts
      label={t('audit.facts')}
      facts={[
        [t('audit.column.time'), format.exactTime(event.atUtc)],
        [t('audit.column.outcome'), <OutcomeLabel key="outcome" outcome={event.outcome} />],
        [t('audit.column.who'), <ActorName key="who" actor={event.actor} />],
        ...(event.actor.credential === null ? [] : [copyable(t('audit.fact.credential'), event.actor.credential)]),
        [t('audit.column.target'), <TargetLink key="target" event={event} />],
        ...(event.target.id === null ? [] : [copyable(t('audit.fact.targetId'), event.target.id)]),
        [t('audit.column.address'), event.address || NO_VALUE],
        [t('audit.fact.userAgent'), event.userAgent || NO_VALUE],
        ...Object.entries(event.details).map(([name, value]): [string, ReactNode] => [name, text(value)]),
        [t('audit.fact.actionCode'), <code key="action">{event.action}</code>],
        copyable(t('error.trace'), event.traceId),
        [t('audit.fact.seq'), format.number(event.seq)],
        copyable(t('audit.fact.hash'), event.hash),
        copyable(t('audit.fact.previousHash'), event.previousHash),
      ]}
    />
  );
};
