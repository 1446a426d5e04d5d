import type { Transaction } from 'kysely';
import type { Caller } from '../../core/actor.ts';
import { type AssetId, type JobId, newId } from '../../core/ids.ts';
import type { Tables } from '../../db/tables.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { createEnrichment, ENRICHMENT, type EnrichmentOptions } from './enrichment.ts';

/** What is done with pictures behind requests. */
export interface Skills {
  /** Queues what happens to every new picture. @throws AppError `queue_full` */
  enrich(trx: Transaction<Tables>, id: AssetId, caller: Caller): Promise<JobId>;
}

export interface SkillsOptions extends EnrichmentOptions {
  readonly jobs: Pick<Jobs, 'enqueue' | 'handle'>;
}

export function createSkills({ jobs, ...options }: SkillsOptions): Skills {
  jobs.handle(ENRICHMENT, createEnrichment(options));
  return {
    enrich: (trx, assetId, { actor }) =>
      jobs.enqueue(
        trx,
        ENRICHMENT,
        { assetId, executionId: newId(), trigger: 'upload' },
        { assetId, createdBy: actor },
      ),
  };
}
