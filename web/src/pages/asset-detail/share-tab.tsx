import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { shareTexts } from '../../pictures/share-texts.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import classes from './asset-detail.module.css';
import styles from './share-tab.module.css';
import { smallerCopies } from './smaller-copies.ts';

export const ShareTab = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  if (asset.publicUrl === null) return <p className={classes.hint}>{t('asset.privateNoLinks')}</p>;
  const absolute = (url: string) => new URL(url, location.href).href;
  const texts = shareTexts({
    ...asset,
    url: absolute(asset.publicUrl),
    smaller: smallerCopies(asset).map(({ url, width }) => ({ url: absolute(url), width })),
  });
  return (
    <ul className={styles.list}>
      {texts.map(({ format, text }) => (
        <li key={format} className={styles.item}>
          <span className={styles.format}>{format}</span>
          <CopyButton text={text} label={t('asset.copyAs', { format })} />
          <code className={styles.text}>{text}</code>
        </li>
      ))}
    </ul>
  );
};
