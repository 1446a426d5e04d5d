import { ApiError, type AssetQuery, unwrap } from '@nekohub/client';
import { client } from '../api/session.ts';
import type { SkillOrder } from '../data/run-changes.ts';

export interface BulkItem {
  readonly id: string;
  readonly name: string;
  /** Where it is, as the server calls that type; unknown for what a list has not shown. */
  readonly storageProvider?: string;
}

export interface BulkFailure extends BulkItem {
  readonly error: Error;
}

/** What is done with many assets. */
export type BulkAction =
  | { readonly kind: 'publish' | 'hide' }
  /** With what the history of a store says about it. */
  | { readonly kind: 'delete'; readonly commitMessage: string | null }
  | { readonly kind: 'skill'; readonly order: SkillOrder }
  | { readonly kind: 'workflow'; readonly workflow: { readonly id: string; readonly name: string } };

/** Those that the server has a call for take many at once; it takes more, but progress is to be seen. */
export const itemsPerCall = ({ kind }: BulkAction): number => (kind === 'delete' ? 25 : 1);

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const changeOne = async (
  action: Exclude<BulkAction, { kind: 'delete' }>,
  id: string,
  signal: AbortSignal,
): Promise<unknown> => {
  if (action.kind === 'skill') {
    const { skillName, parameters } = action.order;
    return unwrap(
      client.api.POST('/api/v1/assets/{id}/skills/{skillName}/run', {
        params: { path: { id, skillName }, header: { prefer: 'respond-async' } },
        body: parameters === undefined ? null : { parameters },
        signal,
      }),
    );
  }
  if (action.kind === 'workflow') {
    const params = { path: { id, workflowId: action.workflow.id } };
    return unwrap(client.api.POST('/api/v1/assets/{id}/workflows/{workflowId}/run', { params, signal }));
  }
  const body = { isPublic: action.kind === 'publish' };
  return unwrap(client.api.PATCH('/api/v1/assets/{id}', { params: { path: { id } }, body, signal }));
};

/** One that is gone already is as it was to be. */
const deleteMany = async (
  { commitMessage }: Extract<BulkAction, { kind: 'delete' }>,
  items: readonly BulkItem[],
  signal: AbortSignal,
): Promise<BulkFailure[]> => {
  const body = { ids: items.map(({ id }) => id), commitMessage };
  const { results } = await unwrap(client.api.POST('/api/v1/assets/batch-delete', { body, signal }));
  const codes = new Map(
    results.filter(({ status }) => status === 'failed').map(({ id, errorCode }) => [id, errorCode]),
  );
  return items
    .filter(({ id }) => codes.has(id))
    .map((item) => {
      const code = codes.get(item.id) ?? 'internal_server_error';
      return { ...item, error: new ApiError({ code, message: code, status: 500 }) };
    });
};

/** Does it with these, and tells which it could not be done with. */
export const perform = async (
  action: BulkAction,
  items: readonly BulkItem[],
  signal: AbortSignal,
): Promise<BulkFailure[]> => {
  try {
    if (action.kind === 'delete') return await deleteMany(action, items, signal);
    for (const { id } of items) await changeOne(action, id, signal);
    return [];
  } catch (error) {
    return items.map((item) => ({ ...item, error: toError(error) }));
  }
};

/**
 * All that a list shows, whatever its page. By age: a list by size would lose its place when a skill changes one.
 * What is added meanwhile is left out.
 */
export async function* walkAssets(
  query: AssetQuery,
  nameOf: (item: { originalFileName: string | null }) => string,
): AsyncGenerator<BulkItem> {
  const { page: _page, pageSize: _pageSize, ...filters } = query;
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const ordered = { ...filters, orderBy: 'createdAt', orderDirection: 'desc', pageSize: 100 };
    const params = { query: cursor === undefined ? ordered : { ...ordered, cursor } };
    const page: { items: { id: string; originalFileName: string | null }[]; nextCursor: string | null } = await unwrap(
      client.api.GET('/api/v1/assets', { params }),
    );
    for (const item of page.items) yield { id: item.id, name: nameOf(item) };
    cursor = page.nextCursor;
  }
}
