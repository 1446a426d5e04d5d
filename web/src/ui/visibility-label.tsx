import { IconLock, IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './visibility-label.module.css';

export const VisibilityLabel = ({ isPublic }: { isPublic: boolean }) => {
  const { t } = useTranslation();
  const Icon = isPublic ? IconWorld : IconLock;
  return (
    <span className={classes.label}>
      <Icon size={16} aria-hidden="true" />
      {t(isPublic ? 'assets.visibility.public' : 'assets.visibility.private')}
    </span>
  );
};
