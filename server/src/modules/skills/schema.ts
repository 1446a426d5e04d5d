import Type, { type Static } from 'typebox';
import { Id, Nullable } from '../../core/schema.ts';
import { AssetSchema, StepErrorCode } from '../assets/schema.ts';

export const SkillInfoSchema = Type.Object(
  { skillName: Type.String(), description: Type.String(), steps: Type.Array(Type.String()) },
  { $id: 'Skill' },
);

export const RunSkillBody = Type.Union([
  Type.Object({ parameters: Type.Optional(Type.Unknown({ description: 'An object; anything else counts as none.' })) }),
  Type.Null(),
]);

export const SkillRunSchema = Type.Object({
  succeeded: Type.Boolean(),
  skillName: Type.String(),
  steps: Type.Array(
    Type.Object({
      name: Type.String(),
      succeeded: Type.Boolean(),
      errorCode: StepErrorCode,
      errorMessage: Nullable(Type.String()),
    }),
  ),
  asset: AssetSchema,
});

export const QueuedRunSchema = Type.Object({
  assetId: Id,
  skillName: Type.String(),
  executionId: Type.String({
    format: 'uuid',
    description: 'Under this id it stands among the executions of the asset.',
  }),
  jobId: Id,
});

export type SkillInfo = Static<typeof SkillInfoSchema>;
