import type { ApiKey } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { Copyable } from '../console-ui/copyable.tsx';
import { SideDrawer } from '../console-ui/side-drawer.tsx';
import { useCan } from '../data/session.ts';
import { useFormat } from '../format/use-format.ts';
import { NO_VALUE } from '../format/values.ts';
import { ButtonLink } from '../ui/anchor-link.tsx';
import { Facts } from '../ui/facts.tsx';
import { KeyState } from './key-state.tsx';
import { PermissionNames } from './permission-names.tsx';

interface KeyDrawerProps {
  opened: boolean;
  apiKey: ApiKey;
  onClose: () => void;
}

/** Everything that is known of a key, but its secret, which nobody knows. */
export const KeyDrawer = ({ opened, apiKey, onClose }: KeyDrawerProps) => {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <SideDrawer opened={opened} onClose={onClose} title={apiKey.name}>
      {can('audit.read') && (
        <ButtonLink
          variant="default"
          size="compact-sm"
          mb="xs"
          to="/audit"
          search={{ credential: `api-key:${apiKey.id}` }}
        >
          {t('apiKeys.activity')}
        </ButtonLink>
      )}
      <KeyFacts apiKey={apiKey} />
    </SideDrawer>
  );
};

const KeyFacts = ({ apiKey }: { apiKey: ApiKey }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const time = (at: string | null, otherwise: string = NO_VALUE) => (at === null ? otherwise : format.dateTime(at));
  const withheld = apiKey.permissions.filter((permission) => !apiKey.effectivePermissions.includes(permission));
  return (
    <Facts
      label={t('apiKeys.facts')}
      facts={[
        [t('apiKeys.column.state'), <KeyState key="state" apiKey={apiKey} />],
        [t('apiKeys.column.owner'), apiKey.owner.username],
        [
          t('apiKeys.fact.prefix'),
          <Copyable
            key="prefix"
            text={apiKey.prefix}
            label={t('common.copyNamed', { name: t('apiKeys.fact.prefix') })}
          />,
        ],
        [t('apiKeys.fact.may'), <PermissionNames key="may" permissions={apiKey.effectivePermissions} />],
        ...(withheld.length === 0
          ? []
          : ([[t('apiKeys.fact.withheld'), <PermissionNames key="withheld" permissions={withheld} />]] as const)),
        [t('apiKeys.fact.addresses'), apiKey.allowedAddresses.join(', ') || t('apiKeys.anywhere')],
        [t('apiKeys.fact.created'), time(apiKey.createdAtUtc)],
        [t('apiKeys.column.expires'), time(apiKey.expiresAtUtc, t('apiKeys.never'))],
        ...(apiKey.rotatedAtUtc === null ? [] : ([[t('apiKeys.fact.rotated'), time(apiKey.rotatedAtUtc)]] as const)),
        ...(apiKey.revokedAtUtc === null ? [] : ([[t('apiKeys.fact.revoked'), time(apiKey.revokedAtUtc)]] as const)),
        [t('apiKeys.column.lastUsed'), time(apiKey.lastUsedAtUtc, t('apiKeys.notUsed'))],
        [t('apiKeys.fact.lastAddress'), apiKey.lastUsedAddress ?? NO_VALUE],
        [t('apiKeys.fact.lastClient'), apiKey.lastUsedClient ?? NO_VALUE],
      ]}
    />
  );
};
