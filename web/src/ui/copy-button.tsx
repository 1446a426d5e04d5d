import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from './use-copy.ts';

interface CopyButtonProps {
  text: string;
  /** What the button does, for its name: "Copy trace ID". */
  label: string;
}

export const CopyButton = ({ text, label }: CopyButtonProps) => {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  return (
    <>
      <ActionIcon size="md" aria-label={label} title={label} onClick={() => copy(text)}>
        {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
      <VisuallyHidden role="status">{copied && t('common.copied')}</VisuallyHidden>
    </>
  );
};
