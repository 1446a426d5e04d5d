import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { holdChoice, useHoldChoice } from '../../uploads/hold-choice.ts';

export const HoldSwitch = () => {
  const { t } = useTranslation();
  return (
    <Switch
      label={t('upload.hold')}
      description={t('upload.holdHint')}
      checked={useHoldChoice()}
      onChange={(event) => holdChoice.set(event.currentTarget.checked)}
    />
  );
};
