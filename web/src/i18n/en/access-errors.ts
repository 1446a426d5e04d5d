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
} as const;
