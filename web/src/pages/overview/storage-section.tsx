import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../data/session.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { usageQuery } from '../../data/usage.ts';
import { useFormat } from '../../format/use-format.ts';
import { profileName } from '../../storage/profile-text.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { Bars } from './bars.tsx';
import { Section } from './section.tsx';

/** Where the pictures are, the fullest store first. Nothing while that is not known: UsageSection says why. */
export const StorageSection = () => {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const { data: usage } = useQuery(usageQuery);
  const { data: storage } = useQuery({ ...storageOverviewQuery, enabled: can('providers.read') });
  if (usage === undefined) return null;
  const nameOf = (id: string | null, provider: string) => {
    const profile = storage?.profiles.find((candidate) => candidate.id === id);
    if (profile === undefined) return provider;
    return (
      <AnchorLink to="/assets" search={{ storage: profile.id }} inherit>
        {profileName(profile)}
      </AnchorLink>
    );
  };
  return (
    <Section title={t('overview.byStorage')}>
      <Bars
        label={t('overview.byStorage')}
        empty={t('overview.noAssets')}
        bars={usage.storageBreakdown
          .toSorted((a, b) => b.totalBytes - a.totalBytes)
          .map(({ storageProvider, storageProviderProfileId: id, count, totalBytes }) => ({
            key: `${id} ${storageProvider}`,
            name: nameOf(id, storageProvider),
            value: totalBytes,
            text: [t('assets.total', { count, formatted: format.number(count) }), format.bytes(totalBytes)].join(' · '),
          }))}
      />
    </Section>
  );
};
