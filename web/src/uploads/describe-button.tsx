import { Button, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { Dialog } from '../console-ui/dialog.tsx';
import { storageTargetsQuery } from '../data/storage-profiles.ts';
import { TEXT_LIMIT } from '../pictures/asset-limits.ts';
import { CommitMessageField } from '../repository/commit-message-field.tsx';
import { keepsHistory } from '../storage/profile-text.ts';
import { RowAction } from './row-action.tsx';
import type { UploadItem, UploadTexts } from './upload-item.ts';
import { uploads } from './uploads.ts';

/** Texts for one file, before it is sent. */
export const DescribeButton = ({ item }: { item: UploadItem }) => {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  const label = t('upload.describe', { name: item.fileName });
  return (
    <>
      <RowAction label={label} onClick={open} Icon={IconPencil} />
      <Dialog opened={opened} title={label} onClose={close}>
        <DescribeForm item={item} onClose={close} />
      </Dialog>
    </>
  );
};

const DescribeForm = ({ item, onClose }: { item: UploadItem; onClose: () => void }) => {
  const { t } = useTranslation();
  const { data: targets = [] } = useQuery(storageTargetsQuery);
  const target = targets.find(({ id, isDefault }) =>
    item.storageProviderProfileId === undefined ? isDefault : id === item.storageProviderProfileId,
  );
  const form = useForm<UploadTexts>({ initialValues: item.texts });
  const counted = (field: 'description' | 'altText') => ({
    description: t('common.characters', { used: form.values[field].length, limit: TEXT_LIMIT }),
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    maxLength: TEXT_LIMIT,
    ...form.getInputProps(field),
  });
  return (
    <form
      className={dialog.form}
      onSubmit={form.onSubmit((texts) => {
        const { description, altText, commitMessage } = texts;
        uploads.describe(item.id, {
          description: description.trim(),
          altText: altText.trim(),
          commitMessage: commitMessage.trim(),
        });
        onClose();
      })}
    >
      <Textarea label={t('asset.description')} rows={3} data-autofocus {...counted('description')} />
      <Textarea label={t('asset.altText')} placeholder={t('asset.altTextHint')} rows={2} {...counted('altText')} />
      {target !== undefined && keepsHistory(target.providerType) && (
        <CommitMessageField {...form.getInputProps('commitMessage')} />
      )}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit">{t('common.save')}</Button>
      </div>
    </form>
  );
};
