import Type from 'typebox';
import { Exactly } from '../schema.ts';
import { defineTool, READS } from '../tool.ts';

export const listSkills = defineTool({
  name: 'list_skills',
  title: 'List Skills',
  description: 'What can be done with a picture by run_asset_skill.',
  permission: 'assets.read',
  inputSchema: Exactly({}),
  outputSchema: Exactly({
    skills: Type.Array(
      Exactly({ skillName: Type.String(), description: Type.String(), steps: Type.Array(Type.String()) }),
    ),
  }),
  annotations: READS,
  handle: ({ skills, grant }) => ({ skills: skills.list(grant) }),
});
