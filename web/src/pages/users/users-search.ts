import type { UserQuery } from '@nekohub/client';
import { nonEmptyText, oneOf, positiveInteger } from '../../app/search-params.ts';

export const roles = ['superAdmin', 'admin', 'user'] as const;
export const states = ['active', 'disabled'] as const;

export const userOrders = ['newest', 'oldest', 'name', 'lastLogin'] as const;

const orderParameters = {
  newest: {},
  oldest: { orderDirection: 'asc' },
  name: { orderBy: 'username', orderDirection: 'asc' },
  lastLogin: { orderBy: 'lastLoginAt' },
} as const satisfies Record<(typeof userOrders)[number], UserQuery>;

/** What the address of the list says. Whatever is absent is the default. */
export interface UsersSearch {
  page?: number | undefined;
  query?: string | undefined;
  role?: (typeof roles)[number] | undefined;
  state?: (typeof states)[number] | undefined;
  order?: (typeof userOrders)[number] | undefined;
}

export const validateUsersSearch = (search: Record<string, unknown>): UsersSearch => ({
  page: positiveInteger(search.page),
  query: nonEmptyText(search.query),
  role: oneOf(roles, search.role),
  state: oneOf(states, search.state),
  order: oneOf(userOrders, search.order),
});

export const toUserQuery = ({
  page,
  query,
  role,
  state,
  order = 'newest',
}: UsersSearch): UserQuery & { page: number } => ({
  page: page ?? 1,
  ...orderParameters[order],
  ...(query === undefined ? {} : { query }),
  ...(role === undefined ? {} : { role }),
  ...(state === undefined ? {} : { isActive: state === 'active' }),
});
