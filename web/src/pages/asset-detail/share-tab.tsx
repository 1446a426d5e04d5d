import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { shareTexts } from '../../pictures/share-texts.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import classes from './asset-detail.module.css';
import styles from './share-tab.module.css';

export const ShareTab = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  if (asset.publicUrl === null) return <p className={classes.hint}>{t('asset.privateNoLinks')}</p>;
  const texts = shareTexts({ ...asset, url: new URL(asset.publicUrl, location.href).href });
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
