import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** As the server has it. */
const MAX_CHARACTERS = 1000;

/** What the history of a repository says about a change. It may be left empty. */
export const CommitMessageField = (props: TextInputProps) => {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('repository.message')}
      description={t('repository.messageHint')}
      maxLength={MAX_CHARACTERS}
      {...props}
    />
  );
};
