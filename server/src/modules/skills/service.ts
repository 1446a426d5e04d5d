import type { Transaction } from 'kysely';
import type { Caller, Grant } from '../../core/actor.ts';
import { SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type AssetId, type JobId, newId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { AiProviders } from '../ai-providers/service.ts';
import type { Execution } from '../assets/schema.ts';
import type { Pictures } from '../assets/service.ts';
import type { Audit } from '../audit/service.ts';
import { CAPTION, createCaptions } from './caption.ts';
import { hasStep, resolveSkill, SKILL_NAMES, SKILLS, type SkillName } from './catalogue.ts';
import { createEnrichment, ENRICHMENT, type EnrichmentOptions } from './enrichment.ts';
import type { SkillInfo } from './schema.ts';
import { isDoneWithin } from './wait.ts';

/** Who asks for an answer at once waits no longer than this; the work goes on. */
const MAX_WAIT_MS = 60 * SECOND;

/** A run that is queued. */
export interface QueuedRun {
  readonly assetId: AssetId;
  readonly skillName: SkillName;
  readonly executionId: string;
  /** The first of its jobs. */
  readonly jobId: JobId;
}

/** What is done with pictures behind requests. */
export interface Skills {
  list(grant: Grant<'assets.read'>): SkillInfo[];
  /** Queues what happens to every new picture. @throws AppError `queue_full` */
  enrich(trx: Transaction<Tables>, id: AssetId, caller: Caller): Promise<JobId>;
  /** Queues a skill under any of its names. @throws AppError `skill_name_required`, `skill_not_found`, `asset_not_found`, `queue_full` */
  run(grant: Grant<'assets.update'>, id: AssetId, name: string): Promise<QueuedRun>;
  /** Waits until a run is over, however it ended; undefined when that takes too long, or left nothing behind. */
  outcome(run: QueuedRun, signal: AbortSignal): Promise<Execution | undefined>;
}

export interface SkillsOptions extends Omit<EnrichmentOptions, 'captions'> {
  readonly db: Db;
  readonly audit: Audit;
  readonly jobs: Pick<Jobs, 'enqueue' | 'handle'>;
  readonly pictures: Pictures;
  readonly ai: Pick<AiProviders, 'findActive' | 'hasActive' | 'describeImage'>;
}

export function createSkills({ db, audit, jobs, ai, ...options }: SkillsOptions): Skills {
  const { pictures } = options;
  const captions = createCaptions({ jobs, ai, ...options });
  jobs.handle(ENRICHMENT, createEnrichment({ captions, ...options }));
  jobs.handle(CAPTION, captions.handler);

  return {
    list: () =>
      SKILL_NAMES.filter((name) => SKILLS[name].isListed).map((name) => ({
        skillName: name,
        description: SKILLS[name].description,
        steps: [...SKILLS[name].steps],
      })),

    enrich: (trx, assetId, { actor }) => {
      const run = { assetId, executionId: newId(), skillName: 'basic_image_enrich', trigger: 'upload' } as const;
      return jobs.enqueue(trx, ENRICHMENT, run, { assetId, createdBy: actor });
    },

    async run(grant, assetId, name) {
      if (name.trim() === '') throw new AppError('skill_name_required');
      const found = await pictures.find(assetId);
      if (!found) throw new AppError('asset_not_found', `There is no asset ${assetId}.`);
      const skillName = resolveSkill(name);
      if (!skillName) throw new AppError('skill_not_found');
      const run = { assetId, executionId: newId(), skillName, trigger: 'manual' } as const;
      const kind = hasStep(skillName, 'generate_thumbnail') ? ENRICHMENT : CAPTION;
      const jobId = await db.transaction().execute(async (trx) => {
        const target = { kind: 'asset', id: assetId, name: found.fileName } as const;
        await audit.record(trx, grant, { action: 'asset.run_skill', target, details: { skillName } });
        return jobs.enqueue(trx, kind, run, { assetId, createdBy: grant.actor });
      });
      return { assetId, skillName, executionId: run.executionId, jobId };
    },

    async outcome({ jobId, executionId }, signal) {
      const isDone = await isDoneWithin(db, jobId, MAX_WAIT_MS, signal);
      return isDone ? pictures.findExecution(executionId) : undefined;
    },
  };
}
