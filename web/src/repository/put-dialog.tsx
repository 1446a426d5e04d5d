import { useTranslation } from 'react-i18next';
import { Dialog } from '../console-ui/dialog.tsx';
import { useLastGiven } from '../console-ui/use-last-given.ts';
import { PutForm, type PutFormProps } from './put-form.tsx';

/** Asks for a file, where it goes and why, and puts it there. */
export const PutDialog = ({
  target,
  ...rest
}: Omit<PutFormProps, 'target'> & { target: PutFormProps['target'] | null }) => {
  const { t } = useTranslation();
  const shown = useLastGiven(target);
  return (
    <Dialog opened={target !== null} onClose={rest.onClose} title={t('repository.upload')}>
      {shown !== null && <PutForm {...rest} target={shown} />}
    </Dialog>
  );
};
