import type { StorageProfile } from '@nekohub/client';

/** What people call it. */
export const profileName = ({ displayName, name }: Pick<StorageProfile, 'displayName' | 'name'>): string =>
  displayName ?? name;

/** Folder, bucket or branch: where files of a profile are. */
export const placeOf = ({ providerType, configurationSummary }: StorageProfile): string => {
  const { rootPath, endpointHost, bucketOrContainer, owner, repository, reference, fixedTag, pathPrefix } =
    configurationSummary;
  const below = pathPrefix === null ? '' : `/${pathPrefix}`;
  switch (providerType) {
    case 'local':
      return rootPath ?? '';
    case 's3-compatible':
      return `${endpointHost}/${bucketOrContainer}`;
    case 'github-repo':
      return `${owner}/${repository}@${reference}${below}`;
    case 'github-releases':
      return `${owner}/${repository}${fixedTag === null ? '' : `@${fixedTag}`}${below}`;
  }
};

/** Whether anything can be stored with a profile of this type. */
export const isWritable = ({ providerType }: Pick<StorageProfile, 'providerType'>): boolean =>
  providerType !== 'github-releases';

/** Whether what is in a store of this type has a history, which can say why something went. */
export const keepsHistory = (storageType: string): boolean => storageType === 'github-repo';

/** Whether the files of a profile can be looked through. */
export const isBrowsable = ({ providerType, isEnabled }: Pick<StorageProfile, 'providerType' | 'isEnabled'>): boolean =>
  providerType === 'github-repo' && isEnabled;

/** What one should know of a store before pictures go there. */
export const factsOf = (profile: Pick<StorageProfile, 'providerType' | 'capabilities' | 'configuration'>) => {
  const { capabilities, configuration } = profile;
  if (!isWritable(profile)) return ['nothingStored'] as const;
  // What a type is able to do is one thing, how the profile is set another.
  const { delivery = 'direct', visibilityPolicy } = configuration;
  const isReadDirectly =
    capabilities.supportsDirectPublicUrl && delivery !== 'proxy' && visibilityPolicy !== 'private-token';
  return [
    capabilities.supportsPrivateRead ? ('keepsPrivate' as const) : ('publicOnly' as const),
    isReadDirectly ? ('directLinks' as const) : ('throughServer' as const),
    ...(capabilities.supportsDelete ? [] : (['keepsDeleted'] as const)),
    ...(capabilities.recommendedForPrimaryStorage ? [] : (['notMain'] as const)),
  ];
};
