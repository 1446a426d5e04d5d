import { Button, FileButton, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiError, type RepositoryItem } from '@nekohub/client';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { FormError } from '../console-ui/form-error.tsx';
import { useServerFields } from '../console-ui/use-server-fields.ts';
import { usePutRepositoryFile } from '../data/repository.ts';
import { useFormat } from '../format/use-format.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { notify } from '../ui/notify.ts';
import { CommitMessageField } from './commit-message-field.tsx';
import classes from './repository.module.css';
import { toBase64 } from './to-base64.ts';

export interface PutFormProps {
  /** The storage profile. */
  id: string;
  /** Where the file goes: into a folder, or in the place of a file. */
  target: { folder: string | undefined; path: string | undefined };
  /** What is on screen: a file among it is replaced only if it is still what it was. */
  items: readonly RepositoryItem[];
  onClose: () => void;
}

/** What the server takes, which comes as base64. */
const MAX_BYTES = 12 * 1024 * 1024;

interface PutValues {
  file: File | null;
  path: string;
  commitMessage: string;
}

const fields = { path: 'path', contentBase64: 'file', commitMessage: 'commitMessage' } as const;

export const PutForm = ({ id, target, items, onClose }: PutFormProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const fileErrorId = useId();
  const put = usePutRepositoryFile(id);
  const [reading, setReading] = useState(false);
  const form = useForm<PutValues>({
    initialValues: { file: null, path: target.path ?? '', commitMessage: '' },
    validate: {
      file: (file) => {
        if (file === null) return t('repository.fileRequired');
        if (file.size > MAX_BYTES) return t('upload.refusal.tooLarge', { size: format.bytes(MAX_BYTES) });
        return file.size === 0 ? t('upload.refusal.empty') : null;
      },
      path: (path) => (path.trim() === '' ? t('repository.pathRequired') : null),
    },
  });
  const isShown = useServerFields(form, put.error, fields);
  const former = items.find(({ path, isFile }) => isFile && path === form.values.path.trim());
  const choose = (file: File | null) => {
    if (file === null) return;
    form.setFieldValue('file', file);
    if (target.path !== undefined) return;
    form.setFieldValue('path', [target.folder, file.name].filter((part) => part !== undefined).join('/'));
  };
  const send = async ({ file, path, commitMessage }: PutValues) => {
    if (file === null) return;
    setReading(true);
    const contentBase64 = await toBase64(file).catch(() => null);
    setReading(false);
    if (contentBase64 === null) return form.setFieldError('file', t('repository.unreadable'));
    const body = { path, contentBase64, commitMessage, ...(former?.sha ? { expectedSha: former.sha } : {}) };
    put.mutate(body, {
      onSuccess: ({ operation, path: stored }) => {
        notify.done(t(`repository.done.${operation}`, { name: stored }));
        onClose();
      },
    });
  };
  const isConflict = put.error instanceof ApiError && put.error.status === 409;
  return (
    <form className={dialog.form} onSubmit={form.onSubmit((values) => void send(values))} noValidate>
      <FormError error={isShown && !isConflict ? null : put.error} />
      <div className={classes.chooser}>
        <FileButton onChange={choose}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              aria-describedby={form.errors.file ? fileErrorId : undefined}
              data-autofocus
            >
              {t('repository.choose')}
            </Button>
          )}
        </FileButton>
        <span className={classes.chosen}>
          {form.values.file && `${form.values.file.name}, ${format.bytes(form.values.file.size)}`}
        </span>
      </div>
      {form.errors.file && (
        <p id={fileErrorId} className={classes.fault} role="alert">
          {form.errors.file}
        </p>
      )}
      <TextInput
        label={t('repository.path')}
        description={t(former ? 'repository.replaces' : 'repository.pathHint')}
        maxLength={1024}
        {...form.getInputProps('path')}
      />
      <CommitMessageField {...form.getInputProps('commitMessage')} />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} disabled={put.isPending}>
          {t('common.cancel')}
        </Button>
        <BusyButton type="submit" busy={put.isPending || reading}>
          {t('repository.upload')}
        </BusyButton>
      </div>
    </form>
  );
};
