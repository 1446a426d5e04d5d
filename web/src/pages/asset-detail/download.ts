import type { Asset } from '@nekohub/client';
import { fetchAssetContent } from '../../data/assets.ts';

const RELEASE_AFTER_MS = 60_000;

const clickLink = (href: string, fileName: string) => {
  const link = document.createElement('a');
  link.href = href;
  link.download = fileName;
  link.rel = 'noreferrer';
  link.click();
};

/** Saves the original under its own name. A private one is fetched with the session first. */
export const downloadAsset = async (asset: Asset): Promise<void> => {
  const fileName = asset.originalFileName ?? `${asset.id}${asset.extension}`;
  if (asset.publicUrl !== null && new URL(asset.publicUrl, location.href).origin === location.origin) {
    clickLink(asset.publicUrl, fileName);
    return;
  }
  if (asset.publicUrl !== null) {
    // Browsers ignore the name for another origin, so the least that works is to open it.
    open(asset.publicUrl, '_blank', 'noreferrer');
    return;
  }
  const url = URL.createObjectURL(await fetchAssetContent(asset.id));
  clickLink(url, fileName);
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_AFTER_MS);
};
