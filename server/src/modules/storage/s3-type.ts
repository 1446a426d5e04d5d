import { AppError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import { addressOf, type Fields, optionalAddress } from './fields.ts';
import { CONFIGURATION_INVALID, defineType, SECRETS_INVALID, type TypeServices } from './type.ts';

const DELIVERIES = ['proxy', 'signed', 'public'] as const;

export interface S3Configuration {
  readonly providerName: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly forcePathStyle: boolean;
  readonly publicBaseUrl: string | null;
  /**
   * How readers get objects. `proxy`: from this program. `signed`: from the store, by addresses that are signed for a few
   * minutes. `public`: public ones from `publicBaseUrl`, where everybody can read all of them.
   */
  readonly delivery: (typeof DELIVERIES)[number];
}

export interface S3Secrets {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Any store that speaks the S3 protocol. */
export const s3Type = defineType<S3Configuration, S3Secrets>({
  type: 's3-compatible',
  secretNames: ['accessKey', 'secretKey'],
  capabilities: (configuration) => ({
    supportsPublicRead: true,
    supportsPrivateRead: configuration?.delivery !== 'public',
    supportsVisibilityToggle: configuration?.delivery !== 'public',
    supportsDelete: true,
    supportsDirectPublicUrl: true,
    requiresAccessProxy: false,
    recommendedForPrimaryStorage: true,
    isPlatformBacked: false,
    isExperimental: false,
    requiresTokenForPrivateRead: false,
  }),

  readConfiguration(fields, services) {
    const providerName = fields.text('providerName') ?? 's3';
    if (!/^[\w.-]{1,64}$/.test(providerName) || RESERVED_NAMES.has(providerName.toLowerCase())) {
      fields.refuse('providerName', CONFIGURATION_INVALID, 'Expected letters, digits, dots, dashes; 64 at most.');
    }
    const endpoint = endpointOf(fields, services);
    const bucket = fields.required('bucket', 'storage_provider_profile_bucket_required');
    // A bucket is a part of the host name or of the path, and must not lead out of either.
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/.test(bucket)) fields.refuse('bucket', CONFIGURATION_INVALID);
    const region = fields.required('region', 'storage_provider_profile_region_required');
    const forcePathStyle = fields.boolean('forcePathStyle', true);
    const invalid = 'storage_provider_profile_public_base_url_invalid';
    const publicBaseUrl = optionalAddress(fields, 'publicBaseUrl', invalid);
    const isElsewhere = publicBaseUrl !== null && publicBaseUrl !== services.publicBaseUrl;
    const fallback = isElsewhere ? 'public' : 'proxy';
    const delivery = fields.word('delivery', DELIVERIES, fallback, CONFIGURATION_INVALID);
    if (delivery === 'public' && publicBaseUrl === null) {
      fields.refuse('publicBaseUrl', invalid, 'Enter the address below which everybody can read the objects.');
    }
    return { providerName, endpoint, bucket, region, forcePathStyle, publicBaseUrl, delivery };
  },

  readSecrets: (fields) => ({
    accessKey: keyOf(fields, 'accessKey', 'storage_provider_profile_access_key_required'),
    secretKey: keyOf(fields, 'secretKey', 'storage_provider_profile_secret_key_required'),
  }),

  hostsOf: ({ endpoint }) => [new URL(endpoint).origin],

  traits: ({ providerName, publicBaseUrl, delivery }) => ({
    provider: providerName,
    keyPrefix: '',
    keepsPrivate: delivery !== 'public',
    staysPrivate: false,
    redirects: delivery !== 'proxy',
    publicBaseUrl: publicBaseUrl ?? undefined,
  }),

  async open(configuration, { accessKey, secretKey }, { s3Agents }) {
    // Loaded with the first such store: many hubs have none.
    const { openS3Storage } = await import('../../storage/s3.ts');
    const { providerName: name, endpoint, bucket, region, forcePathStyle } = configuration;
    const secrets = { accessKey: new Secret(accessKey), secretKey: new Secret(secretKey) };
    return openS3Storage({ name, endpoint, bucket, region, forcePathStyle, ...secrets, agents: s3Agents });
  },
});

/** What other types record. */
const RESERVED_NAMES = new Set(['local', 'github-repo', 'github-releases']);

function endpointOf(fields: Fields, { checkAddress }: TypeServices): string {
  const invalid = 'storage_provider_profile_endpoint_invalid';
  const endpoint = addressOf(fields, 'endpoint', fields.required('endpoint', invalid), invalid);
  try {
    checkAddress(endpoint);
  } catch (error) {
    if (error instanceof AppError) fields.refuse('endpoint', error.code, error.message);
    throw error;
  }
  return endpoint;
}

function keyOf(fields: Fields, name: string, code: Parameters<Fields['required']>[1]): string {
  const key = fields.required(name, code);
  return /^[\x21-\x7e]+$/.test(key) ? key : fields.refuse(name, SECRETS_INVALID, 'No key has such characters.');
}
