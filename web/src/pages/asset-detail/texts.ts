import type { Asset, AssetPatch } from '@nekohub/client';

/** The texts of an asset as fields hold them: empty instead of absent. */
export interface Texts {
  originalFileName: string;
  description: string;
  altText: string;
}

export const textsOf = (asset: Pick<Asset, keyof Texts>): Texts => ({
  originalFileName: asset.originalFileName ?? '',
  description: asset.description ?? '',
  altText: asset.altText ?? '',
});

/** Only what was changed; a text that was emptied is sent as null, which clears it. */
export const patchOf = (before: Texts, after: Texts): AssetPatch => {
  const changed = (name: keyof Texts) => after[name] !== before[name];
  const value = (name: keyof Texts) => (after[name].trim() === '' ? null : after[name]);
  return {
    ...(changed('originalFileName') ? { originalFileName: value('originalFileName') } : {}),
    ...(changed('description') ? { description: value('description') } : {}),
    ...(changed('altText') ? { altText: value('altText') } : {}),
  };
};
