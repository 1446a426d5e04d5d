import { Menu } from '@mantine/core';
import type { AiProvider } from '@nekohub/client';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePatchAiProvider } from '../data/ai-provider-changes.ts';
import { useCan } from '../data/session.ts';
import { BusyIcon } from '../ui/busy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';

interface ProviderMenuProps {
  provider: AiProvider;
  onTest: () => void;
  onDelete: () => void;
}

/** What may be done with a provider. */
export const ProviderMenu = ({ provider: { id, name, isActive }, onTest, onDelete }: ProviderMenuProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const patch = usePatchAiProvider(id);
  if (!can('aiProviders.update') && !can('aiProviders.delete')) return null;
  const setActive = () =>
    patch.mutate(
      { isActive: !isActive },
      {
        onSuccess: () => notify.done(t(isActive ? 'aiProviders.nowInactive' : 'aiProviders.nowActive', { name })),
        onError: (error) => notify.failed(errorText(t, error)),
      },
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <BusyIcon aria-label={t('apiKeys.actionsOf', { name })} busy={patch.isPending}>
          <IconDots size={18} />
        </BusyIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {can('aiProviders.update') && (
          <>
            <Menu.Item onClick={onTest}>{t('aiProviders.test.open')}</Menu.Item>
            <Menu.Item onClick={setActive}>{t(isActive ? 'aiProviders.deactivate' : 'aiProviders.activate')}</Menu.Item>
            <Menu.Item component={Link} to={`/ai-providers/${id}`}>
              {t('aiProviders.edit')}
            </Menu.Item>
          </>
        )}
        {can('aiProviders.delete') && (
          <Menu.Item c="var(--mantine-color-error)" onClick={onDelete}>
            {t('common.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
