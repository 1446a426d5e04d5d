import { nonEmptyText, oneOf } from '../../app/search-params.ts';

/** What the address says. Whatever is absent is not filtered by. */
export interface SettingsSearch {
  query?: string | undefined;
  /** Those alone that somebody has set. */
  changed?: 'true' | undefined;
}

export const validateSettingsSearch = (search: Record<string, unknown>): SettingsSearch => ({
  query: nonEmptyText(search.query),
  changed: oneOf(['true'], search.changed),
});
