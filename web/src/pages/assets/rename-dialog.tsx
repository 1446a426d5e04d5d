import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { BulkItem } from '../../bulk/bulk-action.ts';
import dialog from '../../console-ui/dialog.module.css';
import { Dialog } from '../../console-ui/dialog.tsx';
import { FormError } from '../../console-ui/form-error.tsx';
import { usePatchAsset } from '../../data/asset-changes.ts';
import { NAME_LIMIT } from '../../pictures/asset-limits.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { notify } from '../../ui/notify.ts';

interface RenameDialogProps {
  opened: boolean;
  item: BulkItem;
  onClose: () => void;
  onRenamed: () => void;
}

/** Another file name for one asset, without leaving the list. */
export const RenameDialog = ({ opened, onClose, ...rest }: RenameDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} title={t('assets.renameTitle', { name: rest.item.name })} onClose={onClose}>
      <RenameForm {...rest} onClose={onClose} />
    </Dialog>
  );
};

const RenameForm = ({ item, onClose, onRenamed }: Omit<RenameDialogProps, 'opened'>) => {
  const { t } = useTranslation();
  const patch = usePatchAsset(item.id);
  const form = useForm({
    initialValues: { originalFileName: item.name },
    validate: { originalFileName: (value) => (value.trim() === '' ? t('asset.fileNameRequired') : null) },
  });
  return (
    <form
      className={dialog.form}
      noValidate
      onSubmit={form.onSubmit((values) =>
        patch.mutate(values, {
          onSuccess: () => {
            notify.done(t('asset.saved'));
            onRenamed();
          },
        }),
      )}
    >
      <FormError error={patch.error} />
      <TextInput
        label={t('asset.fileName')}
        maxLength={NAME_LIMIT}
        data-autofocus
        {...form.getInputProps('originalFileName')}
      />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} disabled={patch.isPending}>
          {t('common.cancel')}
        </Button>
        <BusyButton type="submit" busy={patch.isPending}>
          {t('common.save')}
        </BusyButton>
      </div>
    </form>
  );
};
