import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { IconLayoutGrid, IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './assets.module.css';
import type { View } from './assets-search.ts';

interface ViewSwitchProps {
  view: View;
  onView: (view: View) => void;
}

export const ViewSwitch = ({ view, onView }: ViewSwitchProps) => {
  const { t } = useTranslation();
  const choices = [
    { value: 'grid', text: t('assets.viewGrid'), Icon: IconLayoutGrid },
    { value: 'table', text: t('assets.viewTable'), Icon: IconTable },
  ] as const;
  return (
    <SegmentedControl<View>
      aria-label={t('assets.view')}
      value={view}
      onChange={onView}
      data={choices.map(({ value, text, Icon }) => ({
        value,
        label: (
          <span className={classes.view}>
            <Icon size={18} aria-hidden="true" />
            <VisuallyHidden>{text}</VisuallyHidden>
          </span>
        ),
      }))}
    />
  );
};
