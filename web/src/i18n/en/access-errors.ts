/** Refusals about people, their sessions and keys, by the server's codes. */
export const accessErrors = {
  api_key_not_found: 'This key does not exist any more.',
  api_key_manage_forbidden: 'You may not manage this key.',
  api_key_conflict: 'The key was rotated or revoked meanwhile. Reload the page.',
  api_key_limit_reached: 'There are too many keys. Revoke one first.',
  api_keys_disabled: 'API keys are switched off on this server.',
  auth_current_password_wrong: 'The current password is not right.',
  session_not_found: 'This session is over already.',
  user_password_common: 'This password is among the most used ones. Choose another.',
  user_not_found: 'This user does not exist any more.',
  user_username_conflict: 'This user name is taken.',
  user_username_invalid: 'This user name cannot be used.',
  user_manage_forbidden: 'You may not manage this account.',
  user_grant_forbidden: 'You cannot give a permission that you do not have.',
  user_take_over_forbidden: 'This account may do what you may not, so you cannot set its password.',
} as const;
