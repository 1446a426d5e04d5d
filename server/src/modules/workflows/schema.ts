import Type, { type Static } from 'typebox';
import { Id, Nullable, Timestamp } from '../../core/schema.ts';

export const WorkflowSchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    description: Nullable(Type.String()),
    isAutoRun: Type.Boolean({ description: 'Whether every upload is processed by it. At most one is.' }),
    graphJson: Type.String({ description: 'Nodes and edges with their places, as they were saved.' }),
    createdAtUtc: Timestamp,
    updatedAtUtc: Timestamp,
  },
  { $id: 'Workflow' },
);

export const WorkflowOptionSchema = Type.Pick(WorkflowSchema, ['id', 'name', 'description', 'isAutoRun'], {
  $id: 'WorkflowOption',
});

/** Absent, null and blank are told from each other by the service, which has a code for each field. */
export const WorkflowBody = Type.Object({
  name: Type.Optional(Nullable(Type.String({ description: 'At most 100 characters.' }))),
  description: Type.Optional(Nullable(Type.String({ description: 'At most 1000 characters.' }))),
  isAutoRun: Type.Optional(Type.Boolean({ default: false })),
  graphJson: Type.Optional(
    Nullable(
      Type.String({
        description:
          'A JSON object as text. Of each of its `nodes`, `data.skillId` names a skill and `data.parameters` is what ' +
          'it gets. `edges` with `source` and `target` give the order when they make one path, else the array does.',
      }),
    ),
  ),
});

export const WorkflowRunSchema = Type.Object({
  assetId: Id,
  workflowId: Id,
  skillIds: Type.Array(Type.String(), { description: 'As the workflow names them, in the order in which they run.' }),
  jobId: Type.String({ format: 'uuid', description: 'Tells which step is being done.' }),
  executionIds: Type.Array(Id, {
    description: 'Of each skill: under this id it stands among the executions of the asset once a step of it is done.',
  }),
});

export type Workflow = Static<typeof WorkflowSchema>;
export type WorkflowOption = Static<typeof WorkflowOptionSchema>;
export type WorkflowInput = Static<typeof WorkflowBody>;
export type WorkflowRun = Static<typeof WorkflowRunSchema>;
