interface Named {
  originalFileName: string | null;
  altText?: string | null;
  description?: string | null;
}

/** What to call a picture: its file name, else what is said about it. */
export const assetName = (asset: Named, unnamed: string): string =>
  asset.originalFileName?.trim() || asset.altText?.trim() || asset.description?.trim() || unnamed;
