import { Alert, Button, Group, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { UnsavedGuard } from '../../console-ui/unsaved-guard.tsx';
import { useFreshValues } from '../../console-ui/use-fresh-values.ts';
import { usePatchAsset } from '../../data/asset-changes.ts';
import { NAME_LIMIT, TEXT_LIMIT } from '../../pictures/asset-limits.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import classes from './asset-detail.module.css';
import { patchOf, type Texts, textsOf } from './texts.ts';

export const EditForm = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const patch = usePatchAsset(asset.id);
  const form = useForm<Texts>({
    initialValues: textsOf(asset),
    validate: {
      originalFileName: (value) => (value.trim() === '' ? t('asset.fileNameRequired') : null),
    },
  });
  const takeSaved = useFreshValues(form, textsOf(asset));
  const save = (values: Texts) =>
    patch.mutate(patchOf(form.getInitialValues(), values), {
      onSuccess: (saved) => {
        takeSaved(values, textsOf(saved));
        notify.done(t('asset.saved'));
      },
    });
  const counter = (value: string, limit: number) => t('common.characters', { used: value.length, limit });
  const { description, altText } = form.values;

  return (
    <form className={classes.form} onSubmit={form.onSubmit(save)} aria-label={t('asset.edit')}>
      <TextInput label={t('asset.fileName')} maxLength={NAME_LIMIT} {...form.getInputProps('originalFileName')} />
      <Textarea
        label={t('asset.description')}
        description={counter(description, TEXT_LIMIT)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={TEXT_LIMIT}
        rows={3}
        {...form.getInputProps('description')}
      />
      <Textarea
        label={t('asset.altText')}
        placeholder={t('asset.altTextHint')}
        description={counter(altText, TEXT_LIMIT)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={TEXT_LIMIT}
        rows={2}
        {...form.getInputProps('altText')}
      />
      {patch.error && (
        <Alert color="red" role="alert">
          {errorText(t, patch.error)}
        </Alert>
      )}
      <UnsavedGuard unsaved={form.isDirty()} />
      {form.isDirty() && (
        <Group gap="xs">
          <BusyButton type="submit" busy={patch.isPending}>
            {t('common.save')}
          </BusyButton>
          <Button variant="default" onClick={() => form.reset()} disabled={patch.isPending}>
            {t('asset.discard')}
          </Button>
        </Group>
      )}
    </form>
  );
};
