import { Drawer } from '@mantine/core';
import type { AuditEvent } from '@nekohub/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './audit.module.css';
import type { AuditSearch } from './audit-search.ts';
import { EventFacts } from './event-facts.tsx';
import { EventFilters } from './event-filters.tsx';
import { useActionText } from './use-action-text.ts';

interface EventDrawerProps {
  event: AuditEvent | null;
  onClose: () => void;
  onFilter: (patch: AuditSearch) => void;
}

/** Everything that is recorded of one event. */
export const EventDrawer = ({ event, onClose, onFilter }: EventDrawerProps) => {
  const { t } = useTranslation();
  const actionText = useActionText();
  // The last one stays in the drawer while it slides out.
  const [shown, setShown] = useState(event);
  if (event !== null && event !== shown) setShown(event);
  return (
    <Drawer
      opened={event !== null}
      onClose={onClose}
      position="right"
      size="28rem"
      classNames={{ title: classes.title ?? '' }}
      title={shown && actionText(shown.action)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {shown && (
        <>
          <EventFilters event={shown} onFilter={onFilter} />
          <EventFacts event={shown} />
        </>
      )}
    </Drawer>
  );
};
