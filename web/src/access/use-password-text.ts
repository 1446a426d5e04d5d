import { useTranslation } from 'react-i18next';
import { passwordProblem } from './password-rules.ts';

/** What is wrong with a password to be set, in words; null when nothing is. */
export const usePasswordText = (minLength: number) => {
  const { t } = useTranslation();
  return (password: string, username: string): string | null => {
    const problem = passwordProblem(password, username, minLength);
    if (problem === null) return null;
    if (problem.rule === 'tooShort') return t('setup.passwordTooShort', { count: problem.missing });
    return t(
      problem.rule === 'tooLong' ? 'error.code.user_password_too_long' : 'error.code.user_password_contains_username',
    );
  };
};
