import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './choice-menu.module.css';

/** The right half of a filter that is set. */
export const RemoveFilter = ({ name, onRemove }: { name: string; onRemove: () => void }) => {
  const { t } = useTranslation();
  return (
    <button type="button" className={classes.remove} aria-label={t('common.removeFilter', { name })} onClick={onRemove}>
      <IconX size={14} aria-hidden="true" />
    </button>
  );
};
