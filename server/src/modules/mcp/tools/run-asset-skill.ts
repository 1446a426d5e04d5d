import Type from 'typebox';
import type { AssetId } from '../../../core/ids.ts';
import { AssetDetail, Exactly, OrNull, Uuid } from '../schema.ts';
import { defineTool, idArgument, PROCESSES } from '../tool.ts';

export const runAssetSkill = defineTool({
  name: 'run_asset_skill',
  title: 'Run Asset Skill',
  description:
    'Does something with a picture and waits up to a minute for it; list_skills names what. Some skills replace the ' +
    'picture (the former one is kept as a version), some send it to an AI service. A step that fails is no error: look ' +
    'at succeeded and at steps. When it takes longer, jobId names the job that goes on.',
  permission: 'assets.update',
  inputSchema: Exactly({
    assetId: Uuid,
    skillName: Type.String(),
    parameters: Type.Optional(Type.Object({}, { additionalProperties: true })),
  }),
  outputSchema: Exactly({
    succeeded: Type.Boolean(),
    skillName: Type.String(),
    steps: Type.Array(
      Exactly({
        name: Type.String(),
        succeeded: Type.Boolean(),
        errorMessage: Type.Optional(OrNull(Type.String())),
      }),
    ),
    asset: AssetDetail,
    jobId: Type.Optional(Uuid),
  }),
  annotations: PROCESSES,
  argumentCodes: { assetId: 'tool_argument_invalid', skillName: 'skill_name_required' },
  async handle({ skills, assets, grant, linkBase, signal, report }, { assetId, skillName, parameters }) {
    const id = idArgument<AssetId>(assetId, 'assetId');
    const run = await skills.run(grant, id, skillName, parameters);
    const done = await skills.outcome(run, signal, report);
    const asset = await assets.get(grant, id, linkBase);
    if (!done) return { succeeded: false, skillName: run.skillName, steps: [], asset, jobId: run.jobId };
    const steps = done.steps.map(({ stepName: name, succeeded, errorMessage }) => ({ name, succeeded, errorMessage }));
    return { succeeded: done.succeeded, skillName: done.skillName, steps, asset };
  },
});
