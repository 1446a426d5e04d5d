import { useTranslation } from 'react-i18next';
import { skillText } from '../skills/skill-names.ts';
import type { BulkAction } from './bulk-action.ts';

/** What is being done, in two words. */
export const useActionText = () => {
  const { t } = useTranslation();
  return (action: BulkAction): string => {
    if (action.kind === 'skill') return skillText(t, action.order.skillName);
    if (action.kind === 'workflow') return action.workflow.name;
    return t(`bulk.action.${action.kind}`);
  };
};
