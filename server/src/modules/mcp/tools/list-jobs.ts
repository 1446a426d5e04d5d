import Type from 'typebox';
import { Word } from '../../../core/schema.ts';
import { JOB_STATUSES, shortJob } from '../jobs.ts';
import { Exactly, Uuid } from '../schema.ts';
import { defineTool, LOOKS } from '../tool.ts';

const MAX_LIMIT = 50;
const DEFAULT_LIMIT = 10;

export const listJobs = defineTool({
  name: 'list_jobs',
  title: 'List Jobs',
  description: 'Work on pictures behind requests, newest first.',
  permission: 'assets.read',
  inputSchema: Exactly({
    assetId: Type.Optional(Uuid),
    status: Type.Optional(Word(JOB_STATUSES)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_LIMIT })),
    cursor: Type.Optional(Type.String()),
  }),
  annotations: LOOKS,
  async handle({ jobs, grant }, { limit = DEFAULT_LIMIT, ...filter }) {
    const { items, nextCursor } = await jobs.list(grant, { ...filter, pageSize: limit });
    return { items: items.map(shortJob), nextCursor };
  },
});
