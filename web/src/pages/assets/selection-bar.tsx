import { Button, type ButtonProps, CloseButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock, IconPencil, IconRoute, IconTrash, IconWand, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';
import { bulk } from '../../bulk/bulk.ts';
import type { BulkAction, BulkItem } from '../../bulk/bulk-action.ts';
import classes from '../../bulk/bulk-bar.module.css';
import { useLastGiven } from '../../console-ui/use-last-given.ts';
import { useCan } from '../../data/session.ts';
import { usageQuery } from '../../data/usage.ts';
import { useFormat } from '../../format/use-format.ts';
import { DeleteAssetsDialog } from '../../repository/delete-assets-dialog.tsx';
import { RunSkillMenu } from '../../skills/run-skill-menu.tsx';
import { keepsHistory } from '../../storage/profile-text.ts';
import { RunWorkflowMenu } from '../../workflows/run-workflow-menu.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import type { Selection } from './use-selection.ts';

interface SelectionBarProps {
  selection: Selection;
  /** How many the list shows in all. */
  total: number;
  /** All that the list shows, for when all are chosen. */
  walk: () => AsyncIterable<BulkItem>;
}

async function* without(source: AsyncIterable<BulkItem>, left: ReadonlyMap<string, BulkItem>) {
  for await (const item of source) if (!left.has(item.id)) yield item;
}

/** What can be done with the chosen assets. */
export const SelectionBar = ({ selection, total, walk }: SelectionBarProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [asking, confirm] = useDisclosure(false);
  const [renaming, rename] = useDisclosure(false);
  const { count, isAll, named } = selection;
  const lastCount = useLastGiven(count === 0 ? null : count) ?? 0;
  const only = !isAll && count === 1 ? [...named.values()][0] : undefined;
  // Of all that a list shows, nobody knows where they are; something of the hub is there, or not.
  const { data: usage } = useQuery({ ...usageQuery, enabled: asking && isAll });
  const places = isAll ? (usage?.storageBreakdown ?? []) : [...named.values()];
  const withHistory = places.some(({ storageProvider = '' }) => keepsHistory(storageProvider));
  const counted = { count, formatted: format.number(count) };

  const start = (action: BulkAction) => {
    bulk.start(action, isAll ? without(walk(), named) : [...named.values()], count);
    selection.clear();
  };

  return (
    <>
      {count > 0 && (
        <section className={classes.bar} aria-label={t('assets.selection.bar')} data-bottom-bar>
          <CloseButton aria-label={t('assets.selection.clear')} onClick={selection.clear} />
          <p className={classes.count} role="status">
            {t('assets.selection.count', counted)}
          </p>
          {!isAll && count < total && (
            <Button variant="subtle" size="compact-sm" onClick={selection.selectAll}>
              {t('assets.selection.all', { count: total, formatted: format.number(total) })}
            </Button>
          )}
          <div className={classes.actions}>
            {can('assets.update') && (
              <>
                {only !== undefined && <BarButton label={t('assets.rename')} Icon={IconPencil} onClick={rename.open} />}
                <BarButton
                  label={t('assets.selection.makePublic')}
                  Icon={IconWorld}
                  onClick={() => start({ kind: 'publish' })}
                />
                <BarButton
                  label={t('assets.selection.makePrivate')}
                  Icon={IconLock}
                  onClick={() => start({ kind: 'hide' })}
                />
                <RunSkillMenu
                  onRun={(order, onStarted) => {
                    start({ kind: 'skill', order });
                    onStarted();
                  }}
                >
                  <BarButton label={t('skills.open')} Icon={IconWand} />
                </RunSkillMenu>
                <RunWorkflowMenu onRun={({ id, name }) => start({ kind: 'workflow', workflow: { id, name } })}>
                  <BarButton label={t('workflows.run')} Icon={IconRoute} />
                </RunWorkflowMenu>
              </>
            )}
            {can('assets.delete') && (
              <BarButton label={t('assets.selection.delete')} Icon={IconTrash} color="red" onClick={confirm.open} />
            )}
          </div>
        </section>
      )}
      {only !== undefined && (
        <RenameDialog
          opened={renaming}
          item={only}
          onClose={rename.close}
          onRenamed={() => {
            rename.close();
            selection.clear();
          }}
        />
      )}
      <DeleteAssetsDialog
        opened={asking}
        title={t('assets.deleteTitle', { count: lastCount, formatted: format.number(lastCount) })}
        withMessage={withHistory}
        busy={false}
        onClose={confirm.close}
        onConfirm={(commitMessage) => {
          start({ kind: 'delete', commitMessage });
          confirm.close();
        }}
      />
    </>
  );
};

interface BarButtonProps extends ButtonProps, Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps> {
  label: string;
  Icon: typeof IconLock;
}

const BarButton = ({ label, Icon, color = 'gray', ...rest }: BarButtonProps) => (
  <Button variant="subtle" color={color} {...rest}>
    <Icon size={16} aria-hidden="true" />
    <span className={classes.text}>{label}</span>
  </Button>
);
