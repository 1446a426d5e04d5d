import { Button } from '@mantine/core';
import type { AuditEvent } from '@nekohub/client';
import { IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { shortId } from '../../audit/short-id.ts';
import { useCredentialText } from '../../audit/use-credential-text.ts';
import classes from './audit.module.css';
import type { AuditSearch } from './audit-search.ts';
import { isTargetKind, targetName } from './target.ts';

interface EventFiltersProps {
  event: AuditEvent;
  onFilter: (patch: AuditSearch) => void;
}

/** From one event to those that have something in common with it. */
export const EventFilters = ({ event: { actor, target, address }, onFilter }: EventFiltersProps) => {
  const { t } = useTranslation();
  const credentialText = useCredentialText();
  const choices: { text: string; filter: AuditSearch }[] = [];
  if (actor.id !== null) {
    choices.push({
      text: t('audit.onlyBy', { name: actor.name ?? shortId(actor.id) }),
      filter: { actorId: actor.id },
    });
  }
  if (actor.credential !== null) {
    choices.push({
      text: t('audit.onlyWith', { credential: credentialText(actor.credential) }),
      filter: { credential: actor.credential },
    });
  }
  if (target.id !== null && isTargetKind(target.kind)) {
    choices.push({
      text: t('audit.onlyAbout', { name: targetName(target) ?? '' }),
      filter: { targetKind: target.kind, targetId: target.id },
    });
  }
  if (address !== '') choices.push({ text: t('audit.onlyFrom', { address }), filter: { address } });
  return (
    <div className={classes.only}>
      {choices.map(({ text, filter }) => (
        <Button
          key={text}
          variant="default"
          size="compact-sm"
          leftSection={<IconFilter size={14} aria-hidden="true" />}
          onClick={() => onFilter(filter)}
        >
          {text}
        </Button>
      ))}
    </div>
  );
};
