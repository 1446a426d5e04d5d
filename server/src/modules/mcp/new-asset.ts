/** What the tools that add a picture may be told of it. */
interface AssetArguments {
  readonly description?: string | null | undefined;
  readonly altText?: string | null | undefined;
  readonly isPublic?: boolean | undefined;
}

/** The asset that such a tool adds: public and processed unless told otherwise; blank texts are none. */
export const newAssetOf = <FileName>(fileName: FileName, { description, altText, isPublic }: AssetArguments) => ({
  fileName,
  description: textOrNull(description),
  altText: textOrNull(altText),
  isPublic: isPublic ?? true,
  storageProfileId: null,
  runEnrichment: true,
});

export const textOrNull = (text: string | null | undefined): string | null => (text?.trim() ? text : null);
