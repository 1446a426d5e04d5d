import { oneOf } from '../../app/search-params.ts';

/** In the order in which they are offered. */
export const jobStates = ['failed', 'running', 'queued', 'succeeded', 'cancelled'] as const;

/** What the address of the list says. Whatever is absent is not filtered by. */
export interface JobsSearch {
  status?: (typeof jobStates)[number] | undefined;
}

export const validateJobsSearch = (search: Record<string, unknown>): JobsSearch => ({
  status: oneOf(jobStates, search.status),
});
