import { toTimestamp } from '../../core/clock.ts';
import type { WorkflowRow } from './repo.ts';
import type { Workflow, WorkflowOption } from './schema.ts';

export const presentOption = (row: WorkflowRow): WorkflowOption => ({
  id: row.id,
  name: row.name,
  description: row.description,
  isAutoRun: row.is_auto_run === 1,
});

export const presentWorkflow = (row: WorkflowRow): Workflow => ({
  ...presentOption(row),
  graphJson: row.graph_json,
  createdAtUtc: toTimestamp(row.created_at),
  updatedAtUtc: toTimestamp(row.updated_at),
});
