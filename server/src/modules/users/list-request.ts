import type { Role } from '../../core/permissions.ts';
import type { UserFilter, UserOrder } from './repo.ts';
import { UserListQuery, type UserListRequest } from './schema.ts';

const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;
/** Deeper than any list. */
const MAX_PAGE = 1_000_000;

/** Any other in an address, such as one that keeps caches away, asks for nothing. */
const PARAMETERS = Object.keys(UserListQuery.properties) as (keyof UserListRequest)[];

/** Whether a client asks for a page; those of NekoHub ask for nothing and get everybody. */
export const asksForPage = (request: UserListRequest): boolean =>
  PARAMETERS.some((name) => request[name] !== undefined);

/** Values out of range are brought into it. `page` and `pageSize` are those in effect. */
export function toPage(request: UserListRequest): { page: number; pageSize: number } {
  const page = Math.min(Math.max(request.page ?? 1, 1), MAX_PAGE);
  const asked = request.pageSize ?? 0;
  return { page, pageSize: asked < 1 ? DEFAULT_PAGE_SIZE : Math.min(asked, MAX_PAGE_SIZE) };
}

export const toOrder = ({ orderBy, orderDirection }: UserListRequest): UserOrder => ({
  by: orderBy ?? 'createdAt',
  direction: orderDirection ?? 'desc',
});

/** @param visible the roles whose accounts may be shown at all */
export const toFilter = ({ query, role, isActive }: UserListRequest, visible: readonly Role[]): UserFilter => ({
  query: query?.trim() || undefined,
  roles: role === undefined ? visible : visible.filter((shown) => shown === role),
  isActive,
});
