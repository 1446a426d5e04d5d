import type { Db } from '../../db/database.ts';
import { listCounters } from './counters.ts';
import type { UsageStats } from './schema.ts';

/** Numbers and bytes of all assets, from the counters; nothing is summed up row by row. */
export async function readUsage(db: Db): Promise<UsageStats> {
  const counters = await listCounters(db);
  const byType = sumUp(counters, ({ content_type }) => content_type);
  const byStorage = sumUp(counters, (counter) => `${counter.storage_profile_id} ${counter.storage_provider}`);
  return {
    totalAssets: byType.reduce((sum, { count }) => sum + count, 0),
    totalBytes: byType.reduce((sum, { totalBytes }) => sum + totalBytes, 0),
    totalDerivatives: await countDerivatives(db),
    contentTypeBreakdown: byType.map(({ of, count, totalBytes }) => ({
      contentType: of.content_type,
      count,
      totalBytes,
    })),
    storageBreakdown: byStorage.map(({ of, count, totalBytes }) => ({
      storageProvider: of.storage_provider,
      storageProviderProfileId: of.storage_profile_id || null,
      count,
      totalBytes,
    })),
    mostActiveSkill: await findMostActiveSkill(db),
  };
}

type Counter = Awaited<ReturnType<typeof listCounters>>[number];

/** The sums of counters that share a name, the one with most assets first; `of`: one of those. */
const sumUp = (counters: readonly Counter[], nameOf: (counter: Counter) => string) =>
  [...Map.groupBy(counters, nameOf)]
    .flatMap(([name, group]) => {
      const [of] = group;
      if (of === undefined) return [];
      const count = group.reduce((sum, { assets }) => sum + assets, 0);
      return [{ name, of, count, totalBytes: group.reduce((sum, { bytes }) => sum + bytes, 0) }];
    })
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));

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
