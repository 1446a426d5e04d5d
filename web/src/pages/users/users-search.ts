import type { UserQuery } from '@nekohub/client';
import { nonEmptyText, oneOf, positiveInteger } from '../../app/search-params.ts';

export const roles = ['superAdmin', 'admin', 'user'] as const;
export const states = ['active', 'disabled'] as const;

/** What the address of the list says. Whatever is absent is the default. */
export interface UsersSearch {
  page?: number | undefined;
  query?: string | undefined;
  role?: (typeof roles)[number] | undefined;
  state?: (typeof states)[number] | undefined;
}

export const validateUsersSearch = (search: Record<string, unknown>): UsersSearch => ({
  page: positiveInteger(search.page),
  query: nonEmptyText(search.query),
  role: oneOf(roles, search.role),
  state: oneOf(states, search.state),
});

export const toUserQuery = ({ page, query, role, state }: UsersSearch): UserQuery & { page: number } => ({
  page: page ?? 1,
  ...(query === undefined ? {} : { query }),
  ...(role === undefined ? {} : { role }),
  ...(state === undefined ? {} : { isActive: state === 'active' }),
});
