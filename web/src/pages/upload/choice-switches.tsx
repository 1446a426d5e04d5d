import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTabChoice } from '../../uploads/tab-choice.ts';
import { enrichChoice, holdChoice } from '../../uploads/upload-choices.ts';

/** What happens to the files that are added from now on. */
export const ChoiceSwitches = () => {
  const { t } = useTranslation();
  return (
    <>
      <Switch
        label={t('upload.enrich')}
        description={t('upload.enrichHint')}
        checked={useTabChoice(enrichChoice)}
        onChange={(event) => enrichChoice.set(event.currentTarget.checked)}
      />
      <Switch
        label={t('upload.hold')}
        description={t('upload.holdHint')}
        checked={useTabChoice(holdChoice)}
        onChange={(event) => holdChoice.set(event.currentTarget.checked)}
      />
    </>
  );
};
