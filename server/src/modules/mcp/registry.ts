import type { Actor } from '../../core/actor.ts';
import type { Tool } from './tool.ts';
import { getAsset } from './tools/get-asset.ts';
import { getAssetContentUrl } from './tools/get-asset-content-url.ts';
import { listAssets } from './tools/list-assets.ts';
import { uploadAsset } from './tools/upload-asset.ts';

/** Every tool, by name in byte order, which is the order in which they are listed. */
export const TOOLS: readonly Tool[] = [getAsset, getAssetContentUrl, listAssets, uploadAsset];

const toolsByName = new Map(TOOLS.map((tool) => [tool.description.name, tool]));

/** The tools that the actor may call. */
export const toolsFor = (actor: Actor): readonly Tool[] =>
  TOOLS.filter(({ permission }) => actor.permissions.has(permission));

export const findTool = (name: string): Tool | undefined => toolsByName.get(name);
