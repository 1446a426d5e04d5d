/** Code points. */
export const MAX_USERNAME_CHARACTERS = 128;

/** UTF-16 units. No account has a longer password; one that people set has to be shorter still (`password-rules.ts`). */
export const MAX_PASSWORD_CHARACTERS = 1024;
