import type { Actor } from '../../core/actor.ts';
import type { Tool } from './tool.ts';
import { batchDeleteAssets } from './tools/batch-delete-assets.ts';
import { deleteAsset } from './tools/delete-asset.ts';
import { getAsset } from './tools/get-asset.ts';
import { getAssetContentUrl } from './tools/get-asset-content-url.ts';
import { getAssetUsageStats } from './tools/get-asset-usage-stats.ts';
import { listAssets } from './tools/list-assets.ts';
import { listSkills } from './tools/list-skills.ts';
import { patchAsset } from './tools/patch-asset.ts';
import { runAssetSkill } from './tools/run-asset-skill.ts';
import { uploadAsset } from './tools/upload-asset.ts';

/** Every tool, by name in byte order, which is the order in which they are listed. */
export const TOOLS: readonly Tool[] = [
  batchDeleteAssets,
  deleteAsset,
  getAsset,
  getAssetContentUrl,
  getAssetUsageStats,
  listAssets,
  listSkills,
  patchAsset,
  runAssetSkill,
  uploadAsset,
];

const toolsByName = new Map(TOOLS.map((tool) => [tool.description.name, tool]));

/** The tools that the actor may call. */
export const toolsFor = (actor: Actor): readonly Tool[] =>
  TOOLS.filter(({ permission }) => permission === null || actor.permissions.has(permission));

export const findTool = (name: string): Tool | undefined => toolsByName.get(name);
