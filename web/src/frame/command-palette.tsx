import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconLayoutGrid, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetsQuery } from '../data/assets.ts';
import { useCan } from '../data/session.ts';
import { useHasGallery } from '../data/system.ts';
import { assetName } from '../pictures/asset-name.ts';
import classes from './command-palette.module.css';
import { isOpen, navigation } from './navigation.ts';

const SETTLE_MS = 200;
const RESULTS = 6;

/** Ctrl K: jump to a page, or find an asset by its text. */
export const CommandPalette = () => {
  const { t } = useTranslation();
  const can = useCan();
  const hasGallery = useHasGallery();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const text = query.trim();
  const [settled] = useDebouncedValue(text, SETTLE_MS);
  const { data } = useQuery({
    ...assetsQuery({ query: settled, page: 1, pageSize: RESULTS }),
    enabled: settled !== '' && can('assets.read'),
  });
  const found = text === '' ? [] : (data?.items ?? []);
  const matches = (label: string) => label.toLocaleLowerCase().includes(text.toLocaleLowerCase());
  const pages = navigation
    .flatMap((group) => group.entries)
    .filter((entry) => isOpen(entry, can) && matches(t(entry.label)));

  return (
    <Spotlight.Root
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      classNames={{ actionsGroup: classes.group ?? '', action: classes.action ?? '' }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      query={query}
      onQueryChange={setQuery}
      scrollable
      maxHeight={420}
      clearQueryOnClose
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        <Spotlight.ActionsGroup label={t('palette.pages')}>
          {pages.map(({ to, label, Icon }) => (
            <Spotlight.Action
              key={to}
              label={t(label)}
              leftSection={<Icon size={18} aria-hidden="true" />}
              onClick={() => navigate({ to })}
            />
          ))}
          {hasGallery && matches(t('nav.gallery')) && (
            <Spotlight.Action
              label={t('nav.gallery')}
              leftSection={<IconLayoutGrid size={18} aria-hidden="true" />}
              onClick={() => navigate({ to: '/gallery' })}
            />
          )}
        </Spotlight.ActionsGroup>
        {text !== '' && can('assets.read') && (
          <Spotlight.ActionsGroup label={t('palette.assets')}>
            <Spotlight.Action
              label={t('palette.searchFor', { query: text })}
              leftSection={<IconSearch size={18} aria-hidden="true" />}
              onClick={() => navigate({ to: '/assets', search: { query: text } })}
            />
            {found.map((asset) => (
              <Spotlight.Action
                key={asset.id}
                label={assetName(asset, t('common.unnamed'))}
                onClick={() => navigate({ to: '/assets/$id', params: { id: asset.id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
};
