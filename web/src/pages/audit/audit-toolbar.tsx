import type { AuditEvent } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { shortId } from '../../audit/short-id.ts';
import { useCredentialText } from '../../audit/use-credential-text.ts';
import { ChoiceMenu } from '../../console-ui/choice-menu.tsx';
import { DayFilter } from '../../console-ui/day-filter.tsx';
import { FilterChip } from '../../console-ui/filter-chip.tsx';
import { Toolbar } from '../../console-ui/toolbar.tsx';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { actions } from './actions.ts';
import { type AuditSearch, isFiltered, outcomes, targetKinds } from './audit-search.ts';

interface AuditToolbarProps {
  search: AuditSearch;
  /** Those on screen, which know the names behind the ids of the address. */
  events: readonly AuditEvent[];
  onFilter: (patch: AuditSearch) => void;
}

export const AuditToolbar = ({ search, events, onFilter }: AuditToolbarProps) => {
  const { t } = useTranslation();
  const credentialText = useCredentialText();
  const { actorId, credential, targetId, address } = search;
  const actorName = events.find(({ actor }) => actor.id === actorId)?.actor.name;
  const targetName = events.find(({ target }) => target.id === targetId)?.target.name;
  const labelled = (label: string, value: string) => t('common.labelled', { label, value });
  return (
    <Toolbar>
      <DayFilter label={t('audit.column.time')} value={search} onChange={onFilter} />
      <ChoiceMenu
        label={t('audit.column.action')}
        any={t('audit.anyAction')}
        value={search.action}
        choices={actions.map(([action, section]) => [
          action,
          t(`audit.action.${action}`),
          t(`audit.section.${section}`),
        ])}
        onChange={(action) => onFilter({ action })}
      />
      <ChoiceMenu
        label={t('audit.column.target')}
        any={t('audit.anyTarget')}
        value={search.targetKind}
        choices={targetKinds.map((kind) => [kind, t(`audit.targetKind.${kind}`)])}
        // One thing is of one kind: another kind takes the place of both.
        onChange={(targetKind) => onFilter({ targetKind, targetId: undefined })}
      />
      <ChoiceMenu
        label={t('audit.column.outcome')}
        any={t('audit.anyOutcome')}
        value={search.outcome}
        choices={outcomes.map((outcome) => [outcome, t(`audit.outcome.${outcome}`)])}
        onChange={(outcome) => onFilter({ outcome })}
      />
      {actorId !== undefined && (
        <FilterChip
          text={labelled(t('audit.column.who'), actorName ?? shortId(actorId))}
          onRemove={() => onFilter({ actorId: undefined })}
        />
      )}
      {credential !== undefined && (
        <FilterChip
          text={labelled(t('audit.fact.credential'), credentialText(credential))}
          onRemove={() => onFilter({ credential: undefined })}
        />
      )}
      {targetId !== undefined && (
        <FilterChip
          text={labelled(t('audit.about'), targetName ?? shortId(targetId))}
          onRemove={() => onFilter({ targetId: undefined })}
        />
      )}
      {address !== undefined && (
        <FilterChip
          text={labelled(t('audit.column.address'), address)}
          onRemove={() => onFilter({ address: undefined })}
        />
      )}
      {isFiltered(search) && (
        <ButtonLink to="/audit" replace variant="subtle" color="gray" size="compact-sm">
          {t('common.clearFilters')}
        </ButtonLink>
      )}
    </Toolbar>
  );
};
