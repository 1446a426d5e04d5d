import type { Warning } from '../../core/warnings.ts';
import type { SettingsStore } from './configured.ts';
import type { StorageOverview, StorageProfileAnswer, StorageTarget } from './schema.ts';
import { typeOf } from './types.ts';

/** What the settings say of storage. */
export interface OverviewFacts {
  readonly configured: Pick<SettingsStore, 'type' | 'configuration' | 'traits'>;
  /** Settings that do not matter while this profile is the default one. */
  warningsAbout(profile: StorageProfileAnswer): readonly Warning[];
}

/** Which store uploads go to, and why. */
export function overviewOf(profiles: StorageProfileAnswer[], facts: OverviewFacts): StorageOverview {
  const byDefault = profiles.find(({ isDefault }) => isDefault) ?? null;
  return {
    profiles,
    defaultProfile: byDefault,
    defaultWriteProfile: byDefault,
    runtime: byDefault ? runtimeOf(byDefault) : configuredRuntime(facts),
    alignment: byDefault ? alignmentWith(byDefault) : WITHOUT_PROFILE,
    warnings: byDefault ? [...facts.warningsAbout(byDefault)] : [],
  };
}

/** Which stores an upload can go to: no place in it, nor how it is reached. */
export function targetsOf(profiles: StorageProfileAnswer[], { configured }: OverviewFacts): StorageTarget[] {
  const targets = profiles
    .filter(({ isEnabled, providerType, configuration }) => isEnabled && isWritable(providerType, configuration))
    .map(({ id, name, displayName, providerType, isDefault }) => ({ id, name, displayName, providerType, isDefault }));
  if (profiles.some(({ isDefault }) => isDefault)) return targets;
  const { type, traits } = configured;
  return [{ id: null, name: traits.provider, displayName: null, providerType: type, isDefault: true }, ...targets];
}

const isWritable = (type: StorageProfileAnswer['providerType'], configuration: object): boolean =>
  typeOf(type).traits(configuration) !== undefined;

const configuredRuntime = ({
  configured: { type, traits, configuration },
}: OverviewFacts): StorageOverview['runtime'] => ({
  providerType: type,
  providerName: traits.provider,
  capabilities: typeOf(type).capabilities(configuration),
  isConfigurationDriven: true,
  matchesDefaultProfileType: null,
});

const runtimeOf = ({ providerType, capabilities, configurationSummary }: StorageProfileAnswer) => ({
  providerType,
  providerName: configurationSummary.providerName ?? providerType,
  capabilities,
  isConfigurationDriven: false,
  matchesDefaultProfileType: true,
});

const WITHOUT_PROFILE: StorageOverview['alignment'] = {
  runtimeSelectionSource: 'configuration',
  hasDefaultProfile: false,
  isDefaultProfileEnabled: null,
  providerTypeMatchesDefaultProfile: null,
  code: 'db_default_profile_missing',
  message: 'There is no default profile. Runtime provider is selected from configuration.',
};

const alignmentWith = ({ isEnabled }: StorageProfileAnswer): StorageOverview['alignment'] => ({
  runtimeSelectionSource: 'database-default-profile',
  hasDefaultProfile: true,
  isDefaultProfileEnabled: isEnabled,
  providerTypeMatchesDefaultProfile: true,
  code: isEnabled ? 'runtime_matches_db_default_provider_type' : 'db_default_profile_disabled',
  message: isEnabled
    ? 'Uploads that name no profile go to the database default write profile.'
    : 'The default profile is disabled. Uploads that name no profile are rejected.',
});
