import { type UserPage, type UserQuery, unwrap } from '@nekohub/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';

export const userKeys = {
  all: ['users'],
  one: (id: string) => ['users', 'one', id],
} as const;

/** A page of the people whom one manages, the newest first. */
export const usersQuery = (query: UserQuery & { page: number }) =>
  queryOptions({
    queryKey: [...userKeys.all, 'list', query],
    queryFn: async ({ signal }): Promise<UserPage> => {
      const answer = await unwrap(client.api.GET('/api/v1/users', { params: { query }, signal }));
      // The plain array is for those who send no parameter.
      return Array.isArray(answer) ? { items: answer, page: 1, pageSize: answer.length, total: answer.length } : answer;
    },
    placeholderData: keepPreviousData,
  });

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: userKeys.one(id),
    queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/users/{id}', { params: { path: { id } }, signal })),
  });
