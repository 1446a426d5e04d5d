import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usageQuery } from '../../data/usage.ts';
import { useFormat } from '../../format/use-format.ts';
import { formatContentType } from '../../format/values.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { Bars } from './bars.tsx';
import { Section } from './section.tsx';

/** Of which types the pictures are. Nothing while that is not known: UsageSection says why. */
export const TypesSection = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: usage } = useQuery(usageQuery);
  if (usage === undefined) return null;
  return (
    <Section title={t('overview.byType')}>
      <Bars
        label={t('overview.byType')}
        empty={t('overview.noAssets')}
        bars={usage.contentTypeBreakdown.map(({ contentType, count, totalBytes }) => ({
          key: contentType,
          name: (
            <AnchorLink to="/assets" search={{ contentType }} inherit>
              {formatContentType(contentType)}
            </AnchorLink>
          ),
          value: count,
          text: [t('assets.total', { count, formatted: format.number(count) }), format.bytes(totalBytes)].join(' · '),
        }))}
      />
    </Section>
  );
};
