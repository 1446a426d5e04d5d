import { Button, Popover, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Days, dayBefore } from '../app/days.ts';
import { useFormat } from '../format/use-format.ts';
import chip from './choice-menu.module.css';
import classes from './day-filter.module.css';
import { RemoveFilter } from './remove-filter.tsx';

interface DayFilterProps {
  label: string;
  value: Days;
  /** Hears what has changed. */
  onChange: (days: Days) => void;
}

const presets = [
  { days: 0, text: 'days.today' },
  { days: 6, text: 'days.lastWeek' },
  { days: 29, text: 'days.lastMonth' },
] as const;

/** A chip that opens two days, the first and the last to show. */
export const DayFilter = ({ label, value: { from, to }, onChange }: DayFilterProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, { toggle, close }] = useDisclosure(false);
  const active = from !== undefined || to !== undefined;
  const shown = (day: string) => format.date(`${day}T00:00:00`);
  const value = () => {
    if (from === undefined) return to === undefined ? t('days.any') : t('days.until', { day: shown(to) });
    if (to === undefined) return t('days.since', { day: shown(from) });
    return from === to ? shown(from) : t('days.between', { from: shown(from), to: shown(to) });
  };
  const name = t('common.labelled', { label, value: value() });

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
        <Popover.Dropdown className={classes.days} aria-label={label}>
          {presets.map(({ days, text }) => (
            <Button
              key={days}
              variant="default"
              size="compact-sm"
              onClick={() => {
                onChange({ from: dayBefore(new Date(), days), to: undefined });
                close();
              }}
            >
              {t(text)}
            </Button>
          ))}
          <TextInput
            type="date"
            label={t('days.from')}
            value={from ?? ''}
            max={to ?? ''}
            onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label={t('days.to')}
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
