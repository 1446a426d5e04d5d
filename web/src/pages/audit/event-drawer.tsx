import type { AuditEvent } from '@nekohub/client';
import { useActionText } from '../../audit/use-action-text.ts';
import { SideDrawer } from '../../console-ui/side-drawer.tsx';
import { useLastGiven } from '../../console-ui/use-last-given.ts';
import type { AuditSearch } from './audit-search.ts';
import { EventFacts } from './event-facts.tsx';
import { EventFilters } from './event-filters.tsx';

interface EventDrawerProps {
  event: AuditEvent | null;
  onClose: () => void;
  onFilter: (patch: AuditSearch) => void;
}

/** Everything that is recorded of one event. */
export const EventDrawer = ({ event, onClose, onFilter }: EventDrawerProps) => {
  const actionText = useActionText();
  const shown = useLastGiven(event);
  return (
    <SideDrawer opened={event !== null} onClose={onClose} title={shown ? actionText(shown.action) : ''}>
      {shown && (
        <>
          <EventFilters event={shown} onFilter={onFilter} />
          <EventFacts event={shown} />
        </>
      )}
    </SideDrawer>
  );
};
