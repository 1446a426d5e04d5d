import { Button, CloseButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock, IconTrash, IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../console-ui/confirm-dialog.tsx';
import { useCan } from '../../data/session.ts';
import classes from './selection-bar.module.css';
import { useBulkActions } from './use-bulk-actions.ts';
import type { Selection } from './use-selection.ts';

/** What can be done with the chosen assets. */
export const SelectionBar = ({ selection }: { selection: Selection }) => {
  const { t } = useTranslation();
  const can = useCan();
  const [asking, confirm] = useDisclosure(false);
  const ids = [...selection.selected];
  const actions = useBulkActions(selection);

  return (
    <>
      {ids.length > 0 && (
        <section className={classes.bar} aria-label={t('assets.selection.bar')}>
          <CloseButton aria-label={t('assets.selection.clear')} onClick={selection.clear} disabled={actions.busy} />
          <p className={classes.count} role="status">
            {actions.done === null
              ? t('assets.selection.count', { count: ids.length })
              : t('assets.selection.progress', { done: actions.done, total: ids.length })}
          </p>
          {can('assets.update') && (
            <>
              <Button
                variant="subtle"
                color="gray"
                disabled={actions.busy}
                onClick={() => actions.setVisibility(ids, true)}
              >
                <IconWorld size={16} aria-hidden="true" />
                <span className={classes.text}>{t('assets.selection.makePublic')}</span>
              </Button>
              <Button
                variant="subtle"
                color="gray"
                disabled={actions.busy}
                onClick={() => actions.setVisibility(ids, false)}
              >
                <IconLock size={16} aria-hidden="true" />
                <span className={classes.text}>{t('assets.selection.makePrivate')}</span>
              </Button>
            </>
          )}
          {can('assets.delete') && (
            <Button variant="subtle" color="red" disabled={actions.busy} onClick={confirm.open}>
              <IconTrash size={16} aria-hidden="true" />
              <span className={classes.text}>{t('assets.selection.delete')}</span>
            </Button>
          )}
        </section>
      )}
      <ConfirmDialog
        opened={asking}
        title={t('assets.deleteTitle', { count: ids.length })}
        body={t('assets.deleteBody')}
        action={t('common.delete')}
        busy={actions.deleting}
        onClose={confirm.close}
        onConfirm={() => actions.deleteAll(ids, confirm.close)}
      />
    </>
  );
};
