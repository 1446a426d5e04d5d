import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHelp } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../console-ui/dialog.tsx';

const HelpContent = lazy(() => import('./help-content.tsx'));

/** What keys do, and where more is written. */
export const HelpButton = () => {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <ActionIcon aria-label={t('help.title')} title={t('help.title')} aria-haspopup="dialog" onClick={open}>
        <IconHelp size={22} />
      </ActionIcon>
      <Dialog opened={opened} title={t('help.title')} onClose={close}>
        <Suspense fallback={null}>
          <HelpContent onClose={close} />
        </Suspense>
      </Dialog>
    </>
  );
};
