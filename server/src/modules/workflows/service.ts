import type { Transaction } from 'kysely';
import type { Caller, Grant } from '../../core/actor.ts';
import type { AuditTarget } from '../../core/audit-events.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type AssetId, type JobId, newId, type WorkflowId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { lockForTransaction } from '../../db/dialects.ts';
import type { Tables } from '../../db/tables.ts';
import type { Pictures } from '../assets/service.ts';
import type { Audit } from '../audit/service.ts';
import type { Skills } from '../skills/service.ts';
import { readGraph, type WorkflowSkill } from './graph.ts';
import { presentOption, presentWorkflow } from './present.ts';
import * as repo from './repo.ts';
import type * as schema from './schema.ts';

/** One change at a time: which names there are, how many, and which one runs by itself is decided by reading. */
const CHANGE_LOCK = 0x776f726b;
const MAX_WORKFLOWS = 100;
const MAX_NAME_CHARACTERS = 100;
const MAX_DESCRIPTION_CHARACTERS = 1000;

/** Skills in order, for one asset or for every upload. */
export interface Workflows {
  /** The one that runs by itself first, then by name. */
  list(grant: Grant<'settings.read'>): Promise<schema.Workflow[]>;
  /** Those that can run on an asset, in the same order. */
  listOptions(grant: Grant<'assets.update'>): Promise<schema.WorkflowOption[]>;
  /** @throws AppError `workflow_profile_not_found` */
  get(grant: Grant<'settings.read'>, id: WorkflowId): Promise<schema.Workflow>;
  /** @throws AppError `workflow_profile_*`, `workflow_profiles_too_many`, or what is wrong with a skill's parameters */
  create(grant: Grant<'settings.update'>, input: schema.WorkflowInput): Promise<schema.Workflow>;
  /** Replaces all of it: what is left out is empty. @throws AppError as {@link get} and {@link create} */
  replace(grant: Grant<'settings.update'>, id: WorkflowId, input: schema.WorkflowInput): Promise<schema.Workflow>;
  /** Has it run for every upload, in the place of the one before. @throws AppError as {@link replace} */
  setAutoRun(grant: Grant<'settings.update'>, id: WorkflowId): Promise<schema.Workflow>;
  /** What it has begun is done to the end. @throws AppError `workflow_profile_not_found` */
  delete(grant: Grant<'settings.update'>, id: WorkflowId): Promise<void>;
  /** @throws AppError `asset_not_found`, `workflow_profile_*`, `queue_full` */
  run(grant: Grant<'assets.update'>, assetId: AssetId, id: WorkflowId): Promise<schema.WorkflowRun>;
  /**
   * Queues what happens to a new picture: the workflow that runs by itself. Without one, or when it cannot run, it is
   * what the skills do by default.
   * @throws AppError `queue_full`
   */
  enrich(trx: Transaction<Tables>, assetId: AssetId, caller: Caller): Promise<JobId>;
}

export interface WorkflowsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly skills: Pick<Skills, 'enrich' | 'runSequence'>;
  readonly pictures: Pick<Pictures, 'find'>;
}

export function createWorkflows({ db, clock, audit, skills, pictures }: WorkflowsOptions): Workflows {
  const change = <T>(write: (trx: Transaction<Tables>) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (trx) => {
      await lockForTransaction(trx, CHANGE_LOCK);
      return write(trx);
    });

  const listRows = async (): Promise<repo.WorkflowRow[]> =>
    (await repo.listWorkflows(db, MAX_WORKFLOWS)).sort(byAutoRunAndName);

  const refuseTakenName = async (trx: Transaction<Tables>, row: repo.WorkflowRow): Promise<void> => {
    if (await repo.isNameTaken(trx, row.normalized_name, row.id)) {
      throw new AppError('workflow_profile_name_conflict', undefined, { field: 'name' });
    }
  };

  return {
    list: async () => (await listRows()).map(presentWorkflow),

    listOptions: async () => (await listRows()).filter(({ graph_json }) => canRun(graph_json)).map(presentOption),

    get: async (_grant, id) => presentWorkflow(found(await repo.findWorkflow(db, id))),

    async create(grant, input) {
      const now = clock.now();
      const row = { id: newId<WorkflowId>(), ...columnsOf(input), created_at: now, updated_at: now };
      return change(async (trx) => {
        await refuseTakenName(trx, row);
        if ((await repo.countWorkflows(trx)) >= MAX_WORKFLOWS) throw new AppError('workflow_profiles_too_many');
        if (row.is_auto_run === 1) await repo.clearAutoRun(trx, row.id, now);
        await repo.insertWorkflow(trx, row);
        const details = { isAutoRun: row.is_auto_run === 1 };
        await audit.record(trx, grant, { action: 'workflow.create', target: targetOf(row), details });
        return presentWorkflow(row);
      });
    },

    async replace(grant, id, input) {
      const now = clock.now();
      const columns = columnsOf(input);
      return change(async (trx) => {
        const before = found(await repo.findWorkflow(trx, id));
        const row = { ...before, ...columns, updated_at: now };
        await refuseTakenName(trx, row);
        if (row.is_auto_run === 1) await repo.clearAutoRun(trx, id, now);
        await repo.updateWorkflow(trx, row);
        const details = { isAutoRun: row.is_auto_run === 1 };
        await audit.record(trx, grant, { action: 'workflow.update', target: targetOf(row), details });
        return presentWorkflow(row);
      });
    },

    setAutoRun: (grant, id) =>
      change(async (trx) => {
        const before = found(await repo.findWorkflow(trx, id));
        if (before.is_auto_run === 1) return presentWorkflow(before);
        runnable(before.graph_json);
        const now = clock.now();
        const row = { ...before, is_auto_run: 1 as const, updated_at: now };
        await repo.clearAutoRun(trx, id, now);
        await repo.updateWorkflow(trx, row);
        await audit.record(trx, grant, { action: 'workflow.set_auto_run', target: targetOf(row) });
        return presentWorkflow(row);
      }),

    delete: (grant, id) =>
      change(async (trx) => {
        const row = found(await repo.deleteWorkflow(trx, id));
        const details = { wasAutoRun: row.is_auto_run === 1 };
        await audit.record(trx, grant, { action: 'workflow.delete', target: targetOf(row), details });
      }),

    async run(grant, assetId, id) {
      if (!(await pictures.find(assetId))) throw new AppError('asset_not_found', `There is no asset ${assetId}.`);
      const row = found(await repo.findWorkflow(db, id));
      const uses = runnable(row.graph_json);
      const queued = await db.transaction().execute(async (trx) => {
        const run = await skills.runSequence(trx, assetId, 'manual', uses.map(useOf), grant);
        await audit.record(trx, grant, { action: 'workflow.run', target: targetOf(row), details: { assetId } });
        return run;
      });
      const executionIds = [...queued.executionIds];
      return { assetId, workflowId: id, skillIds: uses.map(({ skillId }) => skillId), ...queued, executionIds };
    },

    async enrich(trx, assetId, caller) {
      const row = await repo.findAutoRun(trx);
      if (!row) return skills.enrich(trx, assetId, caller);
      try {
        const uses = runnable(row.graph_json).map(useOf);
        return (await skills.runSequence(trx, assetId, 'upload', uses, caller)).jobId;
      } catch (error) {
        // It was saved by another version, or in another way: pictures go on to get what all of them get.
        if (!(error instanceof AppError) || error.code === 'queue_full') throw error;
        const message = `The workflow “${row.name}” cannot run: ${error.message}`;
        return skills.enrich(trx, assetId, caller, { code: error.code, message });
      }
    },
  };
}

function found(row: repo.WorkflowRow | undefined): repo.WorkflowRow {
  if (!row) throw new AppError('workflow_profile_not_found');
  return row;
}

/** @throws AppError `workflow_profile_has_no_skills` too */
function runnable(graphJson: string): WorkflowSkill[] {
  const uses = readGraph(graphJson);
  if (uses.length === 0) throw new AppError('workflow_profile_has_no_skills', undefined, { field: 'graphJson' });
  return uses;
}

function canRun(graphJson: string): boolean {
  try {
    runnable(graphJson);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

const useOf = ({ skillId: _, ...use }: WorkflowSkill) => use;

const targetOf = ({ id, name }: repo.WorkflowRow): AuditTarget => ({ kind: 'workflow', id, name });

const byAutoRunAndName = (a: repo.WorkflowRow, b: repo.WorkflowRow): number =>
  b.is_auto_run - a.is_auto_run || (a.normalized_name < b.normalized_name ? -1 : 1);

function columnsOf(input: schema.WorkflowInput) {
  const name = input.name?.trim() ?? '';
  if (name === '') throw new AppError('workflow_profile_name_required', undefined, { field: 'name' });
  if ([...name].length > MAX_NAME_CHARACTERS) {
    throw new AppError('workflow_profile_name_too_long', undefined, { field: 'name' });
  }
  const description = input.description?.trim() || null;
  if (description && [...description].length > MAX_DESCRIPTION_CHARACTERS) {
    throw new AppError('workflow_profile_description_too_long', undefined, { field: 'description' });
  }
  const graphJson = input.graphJson?.trim() ?? '';
  // A draft may be empty; what runs by itself may not.
  if (input.isAutoRun) runnable(graphJson);
  else readGraph(graphJson);
  const isAutoRun = input.isAutoRun ? (1 as const) : (0 as const);
  const normalized = repo.normalizeName(name);
  return { name, normalized_name: normalized, description, is_auto_run: isAutoRun, graph_json: graphJson };
}
