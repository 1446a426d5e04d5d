import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bootstrapQuery } from '../../data/system.ts';
import { useFormat } from '../../format/use-format.ts';
import { formatContentType } from '../../format/values.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useUploadVisibility } from '../../uploads/visibility-choice.ts';
import { ChoiceSwitches } from './choice-switches.tsx';
import { ChooseButtons } from './choose-buttons.tsx';
import { StorageSelect } from './storage-select.tsx';
import classes from './upload.module.css';
import { UploadProgress } from './upload-progress.tsx';

export const UploadPage = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const { isPublic, setIsPublic } = useUploadVisibility();
  const { data: bootstrap } = useQuery(bootstrapQuery);
  useTitle(t('upload.title'));

  return (
    <div className={classes.page}>
      <PageHead title={t('upload.title')} />
      <div className={classes.zone}>
        <p className={classes.intro}>{t('upload.intro')}</p>
        <ChooseButtons isPublic={isPublic} />
        <p className={classes.hint}>
          {bootstrap &&
            t('upload.limits', {
              types: format.list(bootstrap.allowedContentTypes.map(formatContentType)),
              size: format.bytes(bootstrap.maxUploadSizeBytes),
            })}
        </p>
      </div>
      <Switch
        label={t('upload.isPublic')}
        description={t('upload.isPublicHint')}
        checked={isPublic}
        onChange={(event) => setIsPublic(event.currentTarget.checked)}
      />
      <ChoiceSwitches />
      <StorageSelect />
      <UploadProgress />
      <p className={classes.hint}>{t('upload.anywhere')}</p>
    </div>
  );
};
