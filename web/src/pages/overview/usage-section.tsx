import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { usageQuery } from '../../data/usage.ts';
import { useFormat } from '../../format/use-format.ts';
import { skillText } from '../../skills/skill-names.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Numbers } from './numbers.tsx';
import { Section } from './section.tsx';

/** How much there is. */
export const UsageSection = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: usage, error, refetch } = useQuery(usageQuery);
  if (usage === undefined) {
    return (
      <Section title={t('overview.usage')} wide>
        {error === null ? <RecordSkeleton rows={3} /> : <ErrorState error={error} onRetry={() => void refetch()} />}
      </Section>
    );
  }
  const { totalAssets, totalBytes, totalDerivatives, mostActiveSkill } = usage;
  return (
    <Section title={t('overview.usage')} wide>
      <Numbers
        label={t('overview.usage')}
        numbers={[
          { name: t('assets.title'), value: format.number(totalAssets) },
          { name: t('overview.bytes'), value: format.bytes(totalBytes) },
          { name: t('overview.derivatives'), value: format.number(totalDerivatives) },
          ...(mostActiveSkill === null
            ? []
            : [
                {
                  name: t('overview.skill', { name: skillText(t, mostActiveSkill.skillName) }),
                  value: format.number(mostActiveSkill.runCount),
                },
              ]),
        ]}
      />
    </Section>
  );
};
