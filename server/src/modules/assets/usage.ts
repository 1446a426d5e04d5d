import type { Db } from '../../db/database.ts';
import { listCounters } from './counters.ts';
import type { UsageStats } from './schema.ts';

/** Numbers and bytes of all assets, from the counters; nothing is summed up row by row. */
export async function readUsage(db: Db): Promise<UsageStats> {
  const byType = new Map<string, { contentType: string; count: number; totalBytes: number }>();
  for (const { content_type: contentType, assets, bytes } of await listCounters(db)) {
    const entry = byType.get(contentType) ?? { contentType, count: 0, totalBytes: 0 };
    byType.set(contentType, { contentType, count: entry.count + assets, totalBytes: entry.totalBytes + bytes });
  }
  const breakdown = [...byType.values()].sort((a, b) => b.count - a.count || (a.contentType < b.contentType ? -1 : 1));
  return {
    totalAssets: breakdown.reduce((sum, entry) => sum + entry.count, 0),
    totalBytes: breakdown.reduce((sum, entry) => sum + entry.totalBytes, 0),
    totalDerivatives: await countDerivatives(db),
    contentTypeBreakdown: breakdown,
    mostActiveSkill: await findMostActiveSkill(db),
  };
}

async function countDerivatives(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('asset_derivatives')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

async function findMostActiveSkill(db: Db): Promise<UsageStats['mostActiveSkill']> {
  const row = await db
    .selectFrom('skill_executions')
    .select((e) => ['skill_name', e.fn.countAll<number>().as('runs')])
    .groupBy('skill_name')
    .orderBy('runs', 'desc')
    .orderBy('skill_name')
    .limit(1)
    .executeTakeFirst();
  return row ? { skillName: row.skill_name, runCount: Number(row.runs) } : null;
}
