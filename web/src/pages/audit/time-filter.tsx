import { Button, Popover, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import chip from '../../console-ui/choice-menu.module.css';
import { RemoveFilter } from '../../console-ui/remove-filter.tsx';
import { useFormat } from '../../format/use-format.ts';
import classes from './audit.module.css';
import { dayBefore } from './audit-search.ts';

interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

const presets = [
  { days: 0, label: 'audit.today' },
  { days: 6, label: 'audit.lastWeek' },
  { days: 29, label: 'audit.lastMonth' },
] as const;

/** A chip that opens two days, the first and the last to show. */
export const TimeFilter = ({ from, to, onChange }: Days & { onChange: (days: Days) => void }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, { toggle, close }] = useDisclosure(false);
  const active = from !== undefined || to !== undefined;
  const shown = (day: string) => format.date(`${day}T00:00:00`);
  const value = () => {
    if (from === undefined) return to === undefined ? t('audit.anyTime') : t('audit.until', { day: shown(to) });
    if (to === undefined) return t('audit.since', { day: shown(from) });
    return from === to ? shown(from) : t('audit.between', { from: shown(from), to: shown(to) });
  };
  const name = t('common.labelled', { label: t('audit.column.time'), value: value() });

  return (
    <span className={chip.chip} data-active={active || undefined}>
      <Popover opened={opened} onChange={toggle} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="default"
            size="compact-md"
            className={chip.button}
            aria-label={name}
            onClick={toggle}
            rightSection={active ? null : <IconChevronDown size={14} aria-hidden="true" />}
          >
            {active ? name : value()}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.days} aria-label={t('audit.column.time')}>
          {presets.map(({ days, label }) => (
            <Button
              key={days}
              variant="default"
              size="compact-sm"
              onClick={() => {
                onChange({ from: dayBefore(new Date(), days), to: undefined });
                close();
              }}
            >
              {t(label)}
            </Button>
          ))}
          <TextInput
            type="date"
            label={t('audit.from')}
            value={from ?? ''}
            max={to ?? ''}
            onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label={t('audit.to')}
            value={to ?? ''}
            min={from ?? ''}
            onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
          />
        </Popover.Dropdown>
      </Popover>
      {active && <RemoveFilter name={name} onRemove={() => onChange({ from: undefined, to: undefined })} />}
    </span>
  );
};
