import { useTranslation } from 'react-i18next';
import { reachOf } from '../../access/reach.ts';
import { ChoiceMenu } from '../../console-ui/choice-menu.tsx';
import { Toolbar } from '../../console-ui/toolbar.tsx';
import { can } from '../../data/permissions.ts';
import { useUser } from '../../data/session.ts';
import { type ApiKeysSearch, statuses } from './api-keys-search.ts';

interface ApiKeysToolbarProps {
  search: ApiKeysSearch;
  onFilter: (patch: ApiKeysSearch) => void;
}

export const ApiKeysToolbar = ({ search, onFilter }: ApiKeysToolbarProps) => {
  const { t } = useTranslation();
  const user = useUser();
  const manages = user !== null && reachOf(user) !== 'nobody' && can(user, 'users.read');
  return (
    <Toolbar>
      {manages && (
        <ChoiceMenu
          label={t('apiKeys.whose')}
          any={t('apiKeys.mine')}
          value={search.whose}
          choices={[['everybody', t('apiKeys.everybody')]]}
          onChange={(whose) => onFilter({ whose })}
        />
      )}
      <ChoiceMenu
        label={t('apiKeys.column.state')}
        any={t('apiKeys.anyState')}
        value={search.status}
        choices={statuses.map((status) => [status, t(`apiKeys.status.${status}`)])}
        onChange={(status) => onFilter({ status })}
      />
    </Toolbar>
  );
};
