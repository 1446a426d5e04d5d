import type { Transaction } from 'kysely';
import type { Caller, Grant } from '../../core/actor.ts';
import { SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type AssetId, type JobId, newId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { AiProviders } from '../ai-providers/service.ts';
import type { Execution, Version } from '../assets/schema.ts';
import type { Pictures, Versions } from '../assets/service.ts';
import type { Audit } from '../audit/service.ts';
import { CAPTION, createCaptions } from './caption.ts';
import { hasStep, resolveSkill, SKILL_NAMES, SKILLS, type SkillName } from './catalogue.ts';
import { createEnrichment, ENRICHMENT, type EnrichmentOptions } from './enrichment.ts';
import { createRewriting, REWRITING, rewritingOf } from './rewriting.ts';
import type { Run } from './run.ts';
import type { SkillInfo } from './schema.ts';
import { createSequence, SEQUENCE, SEQUENCE_AI } from './sequence.ts';
import { isDoneWithin, type OnProgress } from './wait.ts';

export { resolveSkill } from './catalogue.ts';

/** Who asks for an answer at once waits no longer than this; the work goes on. */
const MAX_WAIT_MS = 60 * SECOND;
const MAX_PARAMETERS_LENGTH = 16_384;
const NO_CAPTION = { isPossible: async () => false, follow: async () => ({}) };

/** A run that is queued. */
export interface QueuedRun {
  readonly assetId: AssetId;
  readonly skillName: SkillName;
  readonly executionId: string;
  /** The first of its jobs. */
  readonly jobId: JobId;
}

/** A skill with what it is given. */
export type SkillUse = Pick<Run, 'skillName' | 'parameters'>;

export interface QueuedSequence {
  readonly jobId: JobId;
  /** Of each skill, in order. */
  readonly executionIds: readonly string[];
}

/** What is done with pictures behind requests. */
export interface Skills {
  list(grant: Grant<'assets.read'>): SkillInfo[];
  /** Queues what happens to every new picture. @throws AppError `queue_full` */
  enrich(
    trx: Transaction<Tables>,
    id: AssetId,
    caller: Caller,
    insteadOfWorkflow?: Run['insteadOfWorkflow'],
  ): Promise<JobId>;
  /** Queues the making of the derivatives that an asset lacks. @throws AppError `queue_full` */
  remake(trx: Transaction<Tables>, id: AssetId): Promise<JobId>;
  /** Queues several skills, one after the other, as one job. @throws AppError `queue_full` */
  runSequence(
    trx: Transaction<Tables>,
    id: AssetId,
    trigger: Run['trigger'],
    uses: readonly SkillUse[],
    caller: Caller,
  ): Promise<QueuedSequence>;
  /**
   * Queues a skill under any of its names.
   * @param parameters an object; anything else counts as none
   * @throws AppError `skill_name_required`, `skill_not_found`, `asset_not_found`, `queue_full`, or what is wrong with a
   * parameter
   */
  run(grant: Grant<'assets.update'>, id: AssetId, name: string, parameters: unknown): Promise<QueuedRun>;
  /** Former originals, the one that was replaced last first. @throws AppError `asset_not_found` */
  listVersions(grant: Grant<'assets.read'>, id: AssetId): Promise<Version[]>;
  /** Exchanges the original for a former one. @throws AppError `asset_not_found`, `asset_version_not_found`, `queue_full` */
  restore(grant: Grant<'assets.update'>, id: AssetId, number: number): Promise<void>;
  /** Waits until a run is over, however it ended; undefined when that takes too long, or left nothing behind. */
  outcome(run: QueuedRun, signal: AbortSignal, onProgress?: OnProgress): Promise<Execution | undefined>;
}

export interface SkillsOptions extends Omit<EnrichmentOptions, 'captions'> {
  readonly db: Db;
  readonly audit: Audit;
  readonly jobs: Pick<Jobs, 'enqueue' | 'handle'>;
  readonly pictures: Pictures;
  readonly versions: Versions;
  readonly ai: Pick<AiProviders, 'findActive' | 'hasActive' | 'describeImage'>;
}

export function createSkills({ db, audit, jobs, ai, ...options }: SkillsOptions): Skills {
  const { clock, pictures, versions } = options;
  const captions = createCaptions({ jobs, ai, ...options });
  jobs.handle(ENRICHMENT, createEnrichment({ captions, ...options }));
  jobs.handle(CAPTION, captions.handler);
  const rewriting = createRewriting(options);
  jobs.handle(REWRITING, rewriting);
  const sequence = createSequence({
    clock,
    pictures,
    // The caption is a part of its own there.
    enrichment: createEnrichment({ ...options, captions: NO_CAPTION }),
    caption: captions.handler,
    rewriting,
  });
  jobs.handle(SEQUENCE, sequence.inImages);
  jobs.handle(SEQUENCE_AI, sequence.inAi);

  return {
    list: () =>
      SKILL_NAMES.filter((name) => SKILLS[name].isListed).map((name) => ({
        skillName: name,
        description: SKILLS[name].description,
        steps: [...SKILLS[name].steps],
      })),

    enrich: (trx, assetId, { actor }, insteadOfWorkflow) => {
      const run = {
        assetId,
        executionId: newId(),
        skillName: 'basic_image_enrich',
        trigger: 'upload',
        ...(insteadOfWorkflow !== undefined && { insteadOfWorkflow }),
      } as const;
      return jobs.enqueue(trx, ENRICHMENT, run, { assetId, createdBy: actor });
    },

    remake: (trx, assetId) => {
      const run = { assetId, executionId: newId(), skillName: 'thumbnail', trigger: 'manual' } as const;
      return jobs.enqueue(trx, ENRICHMENT, run, { assetId, dedupeKey: `remake:${assetId}`, leavesRoom: true });
    },

    async runSequence(trx, assetId, trigger, uses, { actor }) {
      const runs = uses.map((use): Run => ({ assetId, executionId: newId(), trigger, ...use }));
      const byWhom = { assetId, createdBy: actor, leavesRoom: trigger === 'manual' };
      const jobId = await jobs.enqueue(trx, SEQUENCE, { assetId, runs }, byWhom);
      return { jobId, executionIds: runs.map(({ executionId }) => executionId) };
    },

    async run(grant, assetId, name, given) {
      if (name.trim() === '') throw new AppError('skill_name_required');
      const found = await pictures.find(assetId);
      if (!found) throw new AppError('asset_not_found', `There is no asset ${assetId}.`);
      const skillName = resolveSkill(name);
      if (!skillName) throw new AppError('skill_not_found');
      const use = checkUse(skillName, given);
      const run = { assetId, executionId: newId(), trigger: 'manual', ...use } as const;
      const kind = rewritingOf(run) ? REWRITING : hasStep(skillName, 'generate_thumbnail') ? ENRICHMENT : CAPTION;
      const jobId = await db.transaction().execute(async (trx) => {
        const queued = await jobs.enqueue(trx, kind, run, { assetId, createdBy: grant.actor, leavesRoom: true });
        const target = { kind: 'asset', id: assetId, name: found.fileName } as const;
        await audit.record(trx, grant, { action: 'asset.run_skill', target, details: { skillName } });
        return queued;
      });
      return { assetId, skillName, executionId: run.executionId, jobId };
    },

    listVersions: (_grant, id) => versions.list(id),

    async restore(grant, assetId, number) {
      await db.transaction().execute(async (trx) => {
        const restored = await versions.restore(trx, assetId, number);
        const run = { assetId, executionId: newId(), skillName: 'thumbnail', trigger: 'manual' } as const;
        await jobs.enqueue(trx, ENRICHMENT, run, { assetId, createdBy: grant.actor, leavesRoom: true });
        const target = { kind: 'asset', id: assetId, name: restored.name } as const;
        await audit.record(trx, grant, { action: 'asset.restore_version', target, details: { version: number } });
      });
    },

    async outcome({ jobId, executionId }, signal, onProgress) {
      const isDone = await isDoneWithin(db, jobId, MAX_WAIT_MS, signal, onProgress);
      return isDone ? pictures.findExecution(executionId) : undefined;
    },
  };
}

/**
 * A skill with parameters that it can be run with.
 * @param given an object; anything else counts as none
 * @throws AppError what is wrong with a parameter
 */
export function checkUse(skillName: SkillName, given: unknown): SkillUse {
  const use = { skillName, ...parametersOf(given) };
  rewritingOf(use);
  return use;
}

/** Nothing but an object counts, as in NekoHub. */
function parametersOf(given: unknown): { parameters?: Record<string, unknown> } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  if (JSON.stringify(given).length > MAX_PARAMETERS_LENGTH) {
    throw new AppError('request_invalid', 'parameters is too long.', { field: 'parameters' });
  }
  return { parameters: { ...given } };
}
