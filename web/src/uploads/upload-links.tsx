import { ActionIcon, Tooltip } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { IconCheck, IconLink, IconMarkdown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { shareTexts } from '../pictures/share-texts.ts';
import { useCopy } from '../ui/use-copy.ts';

/** The address of what was just uploaded, to paste elsewhere; private pictures have none. */
export const UploadLinks = ({ asset, name }: { asset: Asset; name: string }) => {
  const { t } = useTranslation();
  if (asset.publicUrl === null) return null;
  const texts = shareTexts({ ...asset, url: new URL(asset.publicUrl, location.href).href });
  const textAs = (format: string) => texts.find((text) => text.format === format)?.text ?? '';
  return (
    <>
      <CopyAction text={textAs('URL')} label={t('upload.copyAddress', { name })} Icon={IconLink} />
      <CopyAction text={textAs('Markdown')} label={t('upload.copyMarkdown', { name })} Icon={IconMarkdown} />
    </>
  );
};

const CopyAction = ({ text, label, Icon }: { text: string; label: string; Icon: typeof IconLink }) => {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  const shown = copied ? t('common.copied') : label;
  return (
    <Tooltip label={shown}>
      <ActionIcon size="md" aria-label={shown} onClick={() => void copy(text)}>
        {copied ? <IconCheck size={16} /> : <Icon size={16} />}
      </ActionIcon>
    </Tooltip>
  );
};
