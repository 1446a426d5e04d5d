import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { When } from '../../console-ui/when.tsx';
import { NO_VALUE } from '../../format/values.ts';
import { Facts } from '../../ui/facts.tsx';
import classes from './asset-detail.module.css';
import { captionOf, otherResults } from './structured-results.ts';

/** What skills found out about the picture. */
export const ResultsSection = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const caption = captionOf(asset.structuredResults);
  return (
    <>
      {caption !== null && (
        <section aria-labelledby="ai-caption">
          <h2 id="ai-caption" className={classes.heading}>
            {t('skills.caption.title')}
          </h2>
          <Facts
            label={t('skills.caption.title')}
            facts={[
              [t('skills.caption.caption'), caption.caption],
              [t('asset.altText'), caption.altText ?? NO_VALUE],
              [t('skills.caption.tags'), <Tags key="tags" tags={caption.tags} />],
              [t('aiProviders.model'), caption.generator ?? NO_VALUE],
              [t('asset.fact.created'), <When key="when" at={caption.createdAtUtc} />],
            ]}
          />
        </section>
      )}
      {otherResults(asset.structuredResults).map(({ kind, text }) => (
        <section key={kind} aria-label={kind}>
          <h2 className={classes.heading}>{kind}</h2>
          <pre className={classes.json}>{text}</pre>
        </section>
      ))}
    </>
  );
};

const Tags = ({ tags }: { tags: readonly string[] }) =>
  tags.length === 0 ? (
    NO_VALUE
  ) : (
    <ul className={classes.tags}>
      {[...new Set(tags)].map((tag) => (
        <li key={tag}>{tag}</li>
      ))}
    </ul>
  );
