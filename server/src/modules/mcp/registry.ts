import type { Actor } from '../../core/actor.ts';
import type { Tool } from './tool.ts';
import { assetSheet } from './tools/asset-sheet.ts';
import { assetView } from './tools/asset-view.ts';
import { batchDeleteAssets } from './tools/batch-delete-assets.ts';
import { cancelJob } from './tools/cancel-job.ts';
import { createStorageProfile } from './tools/create-storage-profile.ts';
import { createWorkflow } from './tools/create-workflow.ts';
import { deleteAsset } from './tools/delete-asset.ts';
import { deleteStorageProfile } from './tools/delete-storage-profile.ts';
import { deleteWorkflow } from './tools/delete-workflow.ts';
import { getAsset } from './tools/get-asset.ts';
import { getAssetContentUrl } from './tools/get-asset-content-url.ts';
import { getAssetUsageStats } from './tools/get-asset-usage-stats.ts';
import { getJob } from './tools/get-job.ts';
import { listAssets } from './tools/list-assets.ts';
import { listJobs } from './tools/list-jobs.ts';
import { listSkills } from './tools/list-skills.ts';
import { listStorageProfiles } from './tools/list-storage-profiles.ts';
import { listWorkflows } from './tools/list-workflows.ts';
import { patchAsset } from './tools/patch-asset.ts';
import { retryJob } from './tools/retry-job.ts';
import { runAssetSkill } from './tools/run-asset-skill.ts';
import { runWorkflow } from './tools/run-workflow.ts';
import { searchAssets } from './tools/search-assets.ts';
import { updateStorageProfile } from './tools/update-storage-profile.ts';
import { updateWorkflow } from './tools/update-workflow.ts';
import { uploadAsset } from './tools/upload-asset.ts';
import { uploadFromUrlTool } from './tools/upload-from-url.ts';
import { uploadTicket } from './tools/upload-ticket.ts';
import { whoAmI } from './tools/whoami.ts';

/** Every tool, by name in byte order, which is the order in which they are listed. */
export const TOOLS: readonly Tool[] = [
  assetSheet,
  assetView,
  batchDeleteAssets,
  cancelJob,
  createStorageProfile,
  createWorkflow,
  deleteAsset,
  deleteStorageProfile,
  deleteWorkflow,
  getAsset,
  getAssetContentUrl,
  getAssetUsageStats,
  getJob,
  listAssets,
  listJobs,
  listSkills,
  listStorageProfiles,
  listWorkflows,
  patchAsset,
  retryJob,
  runAssetSkill,
  runWorkflow,
  searchAssets,
  updateStorageProfile,
  updateWorkflow,
  uploadAsset,
  uploadFromUrlTool,
  uploadTicket,
  whoAmI,
];

const toolsByName = new Map(TOOLS.map((tool) => [tool.description.name, tool]));

/** The tools that the actor may call, of those that only read or of all. */
export const toolsFor = (actor: Actor, readOnly: boolean): readonly Tool[] =>
  TOOLS.filter(
    ({ permission, description }) =>
      (permission === null || actor.permissions.has(permission)) && (!readOnly || description.annotations.readOnlyHint),
  );

export const findTool = (name: string): Tool | undefined => toolsByName.get(name);
