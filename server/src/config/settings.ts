import ipaddr from 'ipaddr.js';
import { IMAGE_TYPES } from '../imaging/types.ts';
import { formerListenAddress } from './former-listen-address.ts';
import { boolean, choice, httpUrl, integer, type Kind, list, number, secretText, text } from './kinds.ts';

/** One setting: how it is read, its default as it would be written in the environment, and a line of explanation. */
export interface Setting<T> {
  readonly kind: Kind<T>;
  /** undefined: the setting may be missing. */
  readonly default: string | undefined;
  readonly doc: string;
  /** Hidden by `config`. */
  readonly secret?: boolean;
  /** Entries come as `Name__0`, `Name__1`, … besides the comma-separated form. */
  readonly indexed?: boolean;
  /** Further names under which the same setting is read; of one source, its own name is stronger. */
  readonly aliases?: readonly string[];
  /** A setting of former times whose value tells this one too; of one source, it is the weakest. */
  readonly former?: { readonly name: string; readonly read: (text: string) => string | undefined };
}

const required = <T>(kind: Kind<T>, fallback: string, doc: string, more: Partial<Setting<T>> = {}) => ({
  ...more,
  kind,
  default: fallback,
  doc,
  required: true as const,
});

const optional = <T>(kind: Kind<T>, doc: string, more: Partial<Setting<T>> = {}) => ({
  ...more,
  kind,
  default: undefined,
  doc,
  required: false as const,
});

const houseRules: Kind<string> = {
  expected: 'some text of at most 4000 characters',
  parse: (raw) => (raw.length <= 4000 ? raw : undefined),
};

const network: Kind<string> = {
  expected: 'an IP address or network such as 10.0.0.0/8',
  parse: (raw) => (ipaddr.isValid(raw) || ipaddr.isValidCIDR(raw) ? raw : undefined),
};

const networkOrHost: Kind<string> = {
  expected: 'an IP address, a network such as 10.0.0.0/8, or a host name',
  parse: (raw) => {
    const isAddress = ipaddr.IPv6.isValid(raw) || ipaddr.IPv4.isValidFourPartDecimal(raw);
    if (isAddress || ipaddr.isValidCIDR(raw)) return raw;
    // A host name whose last part is a number would be an address (https://url.spec.whatwg.org/#ends-in-a-number-checker).
    return /^(?!.*(^|\.)\d+$)[\w-]+(\.[\w-]+)*$/.test(raw) ? raw.toLowerCase() : undefined;
  },
};

const languageTag: Kind<string> = {
  expected: 'a language tag such as en or zh-CN',
  parse: (raw) => {
    try {
      return Intl.getCanonicalLocales(raw)[0];
    } catch {
      return undefined;
    }
  },
};

const imageType: Kind<string> = {
  expected: `one of ${IMAGE_TYPES.map((type) => type.contentType).join(', ')}`,
  parse: (raw) => IMAGE_TYPES.find((type) => type.contentType === raw.toLowerCase())?.contentType,
};

const origin: Kind<string> = {
  expected: 'an origin such as https://pictures.example',
  parse: (raw) => (URL.canParse(raw) && new URL(raw).origin === raw ? raw : undefined),
};

const originOrAny: Kind<string> = {
  expected: `* or ${origin.expected}`,
  parse: (raw) => (raw === '*' ? raw : origin.parse(raw)),
};

/** Every setting there is. The names are NekoHub's own where it has one. */
export const SETTINGS = {
  Server__Host: required(text, '127.0.0.1', 'Address to listen on; 0.0.0.0 for all.', {
    former: { name: 'ASPNETCORE_URLS', read: (urls) => formerListenAddress(urls)?.host },
  }),
  Server__Port: required(integer(0, 65535), '5121', 'Port to listen on; 0 for any free one.', {
    aliases: ['PORT'],
    former: { name: 'ASPNETCORE_URLS', read: (urls) => formerListenAddress(urls)?.port },
  }),
  Server__PublicUrl: optional(httpUrl, 'Address under which people reach NekoHub, when it differs from the request’s.'),
  Server__TrustedProxies: required(list(network), '', 'Proxies whose X-Forwarded-For, -Proto and -Host are believed.', {
    indexed: true,
  }),
  Server__AllowedOrigins: required(list(originOrAny), '*', 'Web origins that may call the API without credentials.', {
    indexed: true,
  }),
  Server__MaxJsonBodyBytes: required(integer(1024, 1e9), '1048576', 'Largest JSON body.'),
  Server__RequestTimeoutSeconds: required(integer(1, 86400), '300', 'Longest time for receiving one request.'),
  Server__ShutdownTimeoutSeconds: required(integer(0, 3600), '20', 'How long a stop waits for requests under way.'),
  ASPNETCORE_URLS: optional(text, 'Former way to set host and port, such as http://+:8080.'),
  AllowedHosts: required(text, '*', 'Host names that are served, separated by ; (* for all).'),
  Data__RootPath: required(text, './data', 'Folder for the database, the pictures and the keys.'),
  Persistence__Database__Provider: required(
    choice({ sqlite: 'sqlite', postgresql: 'postgresql', postgres: 'postgresql', npgsql: 'postgresql' }),
    'sqlite',
    'sqlite or postgresql.',
  ),
  Persistence__Database__ConnectionString: optional(
    secretText,
    'PostgreSQL: postgres://user:password@host:5432/name or Host=…;Port=…;Database=…;Username=…;Password=….',
    { secret: true },
  ),
  Persistence__Database__MaxConnections: required(integer(1, 1000), '10', 'PostgreSQL connections of this process.'),
  Auth__Jwt__Secret: optional(secretText, 'Signs access tokens: at least 32 bytes. Made and kept when missing.', {
    secret: true,
  }),
  Auth__Jwt__PreviousSecrets: required(list(secretText), '', 'Former secrets whose tokens are still accepted.', {
    secret: true,
    indexed: true,
  }),
  Auth__Jwt__Issuer: required(text, 'NekoHub', 'Issuer of access tokens (iss).'),
  Auth__Jwt__Audience: required(text, 'NekoHub.Admin', 'Audience of access tokens (aud).'),
  Auth__Jwt__AccessTokenMinutes: required(number(0.05, 1440), '15', 'Life of an access token.'),
  Auth__Jwt__RefreshTokenDays: required(number(0.001, 3650), '30', 'Life of a refresh token; each use starts it anew.'),
  Auth__Sessions__MaxDays: required(
    number(0.001, 3650),
    '90',
    'After this a session ends however often it is refreshed.',
  ),
  Auth__Sessions__MaxPerUser: required(integer(1, 10000), '100', 'A further sign-in ends the oldest session.'),
  Auth__ApiKey__Enabled: optional(
    boolean,
    'false: no API key is accepted, whoever made it. When missing: all are, and requests without a credential are asked for a key if Auth__ApiKey__Keys has one.',
  ),
  Auth__ApiKey__Keys: required(list(secretText), '', 'API keys with full rights: plain, or sha256:<hex>.', {
    secret: true,
    indexed: true,
  }),
  Auth__ApiKey__MaxPerOwner: required(integer(1, 10000), '50', 'Most keys that one person can have at a time.'),
  Auth__BootstrapSuperAdmin__Username: optional(
    text,
    'User name of the first superAdmin, made when there are no users.',
  ),
  Auth__BootstrapSuperAdmin__Password: optional(secretText, 'The first superAdmin’s password.', { secret: true }),
  Auth__Passwords__MinLength: required(integer(8, 256), '15', 'Shortest new password, in characters.'),
  Auth__PasswordHashing__MaxWaiting: required(integer(1, 10000), '256', 'Sign-ins that may wait; more get 503.'),
  Auth__Requests__MaxBodyBytes: required(integer(1024, 1048576), '16384', 'Largest body of a sign-in request.'),
  Auth__Requests__TimeoutSeconds: required(
    number(0.1, 300),
    '15',
    'Longest time for receiving the body of a sign-in request.',
  ),
  Auth__Throttle__FreeFailures: required(integer(1, 100), '5', 'Wrong passwords before delays begin.'),
  Auth__Throttle__MaxDelaySeconds: required(integer(1, 86400), '900', 'Longest delay after a wrong password.'),
  Api__Assets__MaxUploadSizeBytes: required(integer(1, 1e11), '10485760', 'Largest picture file.'),
  Api__Assets__AllowedContentTypes: required(
    list(imageType),
    'image/jpeg,image/png,image/webp,image/gif',
    'Picture types that are accepted.',
    { indexed: true },
  ),
  Api__Assets__DefaultPageSize: required(integer(1, 1000), '20', 'Page size when none is asked for.'),
  Api__Assets__MaxPageSize: required(integer(1, 1000), '100', 'Largest page size.'),
  Api__Assets__MaxPixels: required(integer(1, 1e10), '100000000', 'Most pixels of one picture (width × height).'),
  Api__Assets__MaxFrames: required(integer(1, 1e6), '1000', 'Most frames of an animation.'),
  Api__Assets__MaxBatchSize: required(integer(1, 100000), '1000', 'Most ids in one batch request.'),
  Api__Assets__MaxVersions: required(
    integer(0, 1000),
    '5',
    'How many former originals of a picture are kept, when skills change it. 0: none.',
  ),
  Api__Content__CacheSeconds: required(
    integer(0, 31536000),
    '300',
    'How long caches may keep public pictures unasked.',
  ),
  Gallery__Enabled: required(
    boolean,
    'true',
    'false: no public gallery. /api/v1/public answers 404 gallery_disabled and / leads to the console; links to the files of public pictures (/content) go on working.',
  ),
  Images__MaxMemoryMegabytes: required(
    integer(64, 65_536),
    '320',
    'Memory for work on pictures, all that goes on at a time together. A picture that would need more is not processed.',
  ),
  Images__TimeoutSeconds: required(integer(1, 3600), '60', 'Longest time for decoding or writing one picture.'),
  Jobs__Images__Parallelism: optional(
    integer(0, 256),
    'Picture jobs that this process runs at once. When missing: one a processor core. 0: leave them to other processes.',
  ),
  Jobs__Ai__Parallelism: required(integer(0, 256), '2', 'The same for calls to AI models, which hold up no other job.'),
  Jobs__Storage__Parallelism: required(integer(0, 256), '4', 'The same for jobs that move stored files.'),
  Jobs__MaxQueueDepth: required(
    integer(1, 1e6),
    '10000',
    'Most unfinished jobs of one sort (pictures, AI, storage, maintenance); what would add more gets 503. The last tenth is kept for what uploads need.',
  ),
  Jobs__LeaseSeconds: required(integer(1, 3600), '30', 'How soon a job of a killed process is taken up again.'),
  Jobs__KeepFinishedDays: required(number(0.001, 3650), '7', 'How long finished jobs can be looked up.'),
  Mcp__AllowedOrigins: required(list(origin), '', 'Web origins whose pages may call /mcp, besides NekoHub’s own.', {
    indexed: true,
  }),
  Mcp__HouseRules: optional(houseRules, 'What agents are told besides how to use the tools; at most 4000 characters.'),
  Mcp__UploadFromUrl__AllowedNetworks: required(
    list(networkOrHost),
    '',
    'From where agents may have pictures loaded although it is not public; whoever may upload with a key can then ask there.',
    { indexed: true },
  ),
  Storage__Provider: required(
    text,
    'local',
    'Where pictures are kept: local, s3 or github-repo. The first two become the first storage profile; after that, profiles decide.',
  ),
  Storage__PublicBaseUrl: optional(
    httpUrl,
    'Base of public picture links. When missing: <address of the request>/content.',
  ),
  Storage__Local__RootPath: optional(text, 'Folder of the pictures. When missing: <Data__RootPath>/assets.'),
  Storage__Local__CreateDirectoryIfMissing: required(
    boolean,
    'true',
    'false: refuse to start when the folder is missing.',
  ),
  Storage__Local__AllowedRoots: required(
    list(text),
    '',
    'Folders in which storage profiles may keep pictures, besides the two above. When missing: <Data__RootPath>.',
    { indexed: true },
  ),
  Storage__S3__ProviderName: required(text, 's3', 'Name that is recorded with pictures in the S3 store.'),
  Storage__S3__Endpoint: required(httpUrl, 'https://s3.amazonaws.com', 'Address of the S3 store. It may be private.'),
  Storage__S3__Bucket: optional(text, 'Its bucket.'),
  Storage__S3__Region: required(text, 'us-east-1', 'Its region.'),
  Storage__S3__AccessKey: optional(secretText, 'Its access key.', { secret: true }),
  Storage__S3__SecretKey: optional(secretText, 'Its secret key.', { secret: true }),
  Storage__S3__ForcePathStyle: required(boolean, 'false', 'true: the bucket is part of the path, as MinIO has it.'),
  Storage__S3__PublicBaseUrl: optional(httpUrl, 'Where everybody can read the objects of the bucket, such as a CDN.'),
  Storage__GitHubRepo__ProviderName: required(
    text,
    'github-repo',
    'Name that is recorded with pictures in the GitHub repository.',
  ),
  Storage__GitHubRepo__Owner: optional(text, 'Its account or organisation.'),
  Storage__GitHubRepo__Repo: optional(text, 'Its name.'),
  Storage__GitHubRepo__Ref: required(text, 'main', 'Its branch.'),
  Storage__GitHubRepo__BasePath: optional(text, 'Folder that everything is kept below.'),
  Storage__GitHubRepo__VisibilityPolicy: required(
    choice({ 'public-only': 'public-only', 'private-token': 'private-token' }),
    'public-only',
    'public-only: everybody can read the repository. private-token: nobody without the token.',
  ),
  Storage__GitHubRepo__Token: optional(secretText, 'Token that may write its contents.', { secret: true }),
  Storage__GitHubRepo__ApiBaseUrl: required(
    httpUrl,
    'https://api.github.com',
    'Address of the GitHub API. It may be private.',
  ),
  Storage__GitHubRepo__RawBaseUrl: required(
    httpUrl,
    'https://raw.githubusercontent.com',
    'Address of raw files. It may be private.',
  ),
  Storage__GitHubRepo__CommitMessageTemplate: required(
    text,
    'chore(nekohub): {operation} {path}',
    'Message of commits for which nobody gave one; {operation}, {path} and {fileName} are filled in.',
  ),
  Storage__MaxConnections: required(integer(1, 1000), '50', 'Connections to one store at a time.'),
  Storage__TimeoutSeconds: required(number(0.1, 3600), '60', 'How long a store may be silent.'),
  Security__DataProtection__KeysPath: optional(text, 'Folder of generated keys. When missing: <Data__RootPath>/keys.'),
  Security__EncryptionKey: optional(
    secretText,
    'Encrypts secrets in the database: 32 bytes in base64 or hex. Made and kept when missing.',
    {
      secret: true,
    },
  ),
  Security__PreviousEncryptionKeys: required(
    list(secretText),
    '',
    'Former encryption keys, until secrets rotate is done: docs/storage.md.',
    { secret: true, indexed: true },
  ),
  Security__Outbound__AllowedNetworks: required(
    list(networkOrHost),
    '',
    'What AI services and storage may be reached at although it is not public, such as a model on this machine.',
    { indexed: true },
  ),
  Security__Outbound__MaxConcurrent: required(
    integer(1, 10000),
    '32',
    'Requests to AI services, and to storage, at once. Eight times as many may wait.',
  ),
  Ai__TimeoutSeconds: required(number(0.01, 3600), '60', 'Longest time for describing one picture, retries included.'),
  Ai__MaxAnswerBytes: required(integer(1024, 1e8), '1048576', 'Largest answer of an AI service.'),
  Ai__Caption__Language: required(languageTag, 'en', 'Language of captions, alternative texts and tags.'),
  Ai__Caption__Prompt: optional(text, 'What AI services are asked about a picture, instead of the built-in question.'),
  Logging__LogLevel__Default: required(
    choice({
      trace: 'trace',
      debug: 'debug',
      information: 'info',
      info: 'info',
      warning: 'warn',
      warn: 'warn',
      error: 'error',
      critical: 'fatal',
      none: 'silent',
    }),
    'Information',
    'Least severity that is logged.',
  ),
} as const;

export type SettingName = keyof typeof SETTINGS;

type ValueOf<S> = S extends { kind: Kind<infer T>; required: infer R } ? (R extends true ? T : T | undefined) : never;

/** The value of every setting, by name. */
export type Values = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> };
