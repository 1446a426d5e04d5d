import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ChoiceMenu } from '../../console-ui/choice-menu.tsx';
import { useCan } from '../../data/session.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';

interface StorageFilterProps {
  value: string | undefined;
  onChange: (profileId: string | undefined) => void;
}

/** For those who may see the storage profiles, when there is more than one or one is filtered by. */
export const StorageFilter = ({ value, onChange }: StorageFilterProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const { data } = useQuery({ ...storageOverviewQuery, enabled: can('providers.read') });
  const profiles = data?.profiles ?? [];
  if (profiles.length < 2 && value === undefined) return null;
  return (
    <ChoiceMenu
      label={t('assets.filterStorage')}
      any={t('assets.anyStorage')}
      value={value}
      choices={profiles.map(({ id, name }) => [id, name])}
      onChange={onChange}
    />
  );
};
