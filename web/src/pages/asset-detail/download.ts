import type { Asset } from '@nekohub/client';
import { fetchAssetContent } from '../../data/assets.ts';
import { saveBlob, saveFromAddress } from '../../ui/save-file.ts';

/** Saves the original under its own name. A private one is fetched with the session first. */
export const downloadAsset = async (asset: Asset): Promise<void> => {
  const fileName = asset.originalFileName ?? `${asset.id}${asset.extension}`;
  if (asset.publicUrl !== null && new URL(asset.publicUrl, location.href).origin === location.origin) {
    saveFromAddress(asset.publicUrl, fileName);
    return;
  }
  if (asset.publicUrl !== null) {
    // Browsers ignore the name for another origin, so the least that works is to open it.
    open(asset.publicUrl, '_blank', 'noreferrer');
    return;
  }
  saveBlob(await fetchAssetContent(asset.id), fileName);
};
