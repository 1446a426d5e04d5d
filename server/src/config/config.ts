import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { MAX_PASSWORD_CHARACTERS, MAX_USERNAME_CHARACTERS } from '../core/account-limits.ts';
import { Secret } from '../core/secret.ts';
import type { Warning } from '../core/warnings.ts';
import { type PostgresConnection, parseConnectionString } from './connection-string.ts';
import { formerListenAddress } from './former-listen-address.ts';
import { settingsInForce } from './in-force.ts';
import type { Loaded } from './load.ts';
import { SETTINGS, type Setting, type Values } from './settings.ts';
import { jwtSecretFault, PUBLISHED_API_KEY, PUBLISHED_PASSWORD } from './weak-values.ts';

/** The settings in the shape that the program uses. Paths are absolute, durations carry their unit. */
export type Config = ReturnType<typeof arrange>;

export type DatabaseConfig =
  | { readonly provider: 'sqlite'; readonly file: string }
  | { readonly provider: 'postgresql'; readonly connection: PostgresConnection; readonly maxConnections: number };

/** All settings are refused together: one sentence a fault, each with the setting's name. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['These settings are not valid:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
    this.faults = faults;
  }
}

/** @throws ConfigError naming every fault, before anything is touched */
export function toConfig(loaded: Loaded): Config {
  const faults = [...loaded.faults, ...relationFaults(withDefaults(loaded.values))];
  if (faults.length > 0) throw new ConfigError(faults);
  return arrange(loaded);
}

/** Lets settings be checked against each other also when one of them is at fault by itself: its default stands in. */
function withDefaults(values: Values): Values {
  const complete: Record<string, unknown> = { ...values };
  for (const [name, setting] of Object.entries<Setting<unknown>>(SETTINGS)) {
    if (setting.default !== undefined) complete[name] ??= setting.kind.parse(setting.default);
  }
  // Built up by name; each setting's own kind gave its value.
  return complete as unknown as Values;
}

function relationFaults(v: Values): string[] {
  const faults: string[] = [];
  const check = (ok: boolean, fault: string) => {
    if (!ok) faults.push(fault);
  };
  for (const [name, secrets] of [
    ['Auth__Jwt__Secret', v.Auth__Jwt__Secret ? [v.Auth__Jwt__Secret] : []],
    ['Auth__Jwt__PreviousSecrets', v.Auth__Jwt__PreviousSecrets],
  ] as const) {
    for (const secret of secrets) {
      const fault = jwtSecretFault(secret.reveal());
      check(!fault, `${name} ${fault}`);
    }
  }
  check(
    !v.Security__EncryptionKey || encryptionKey(v) !== undefined,
    'Security__EncryptionKey: expected 32 bytes in base64 or hex.',
  );
  check(
    v.Security__PreviousEncryptionKeys.every((key) => keyOfText(key.reveal()) !== undefined),
    'Security__PreviousEncryptionKeys: expected 32 bytes in base64 or hex.',
  );
  check(
    v.Auth__ApiKey__Keys.every((key) => apiKeyHash(key.reveal()) !== 'malformed'),
    'Auth__ApiKey__Keys: expected 64 hex digits after sha256:.',
  );
  check(
    Boolean(v.Auth__BootstrapSuperAdmin__Username) === Boolean(v.Auth__BootstrapSuperAdmin__Password),
    'Auth__BootstrapSuperAdmin__Username and Auth__BootstrapSuperAdmin__Password: expected both or neither.',
  );
  check(
    [...(v.Auth__BootstrapSuperAdmin__Username ?? '')].length <= MAX_USERNAME_CHARACTERS,
    `Auth__BootstrapSuperAdmin__Username: expected at most ${MAX_USERNAME_CHARACTERS} characters.`,
  );
  check(
    (v.Auth__BootstrapSuperAdmin__Password?.reveal() ?? '').length <= MAX_PASSWORD_CHARACTERS,
    `Auth__BootstrapSuperAdmin__Password: expected at most ${MAX_PASSWORD_CHARACTERS} characters.`,
  );
  check(
    v.Persistence__Database__Provider === 'sqlite' || connectionOf(v) !== undefined,
    'Persistence__Database__ConnectionString: expected postgres://… or Host=…;Port=…;Database=…;Username=…;Password=….',
  );
  check(
    v.Api__Assets__DefaultPageSize <= v.Api__Assets__MaxPageSize,
    'Api__Assets__DefaultPageSize: expected at most Api__Assets__MaxPageSize.',
  );
  const provider = storageProviderOf(v);
  check(provider !== undefined, 'Storage__Provider: expected local, s3 or github-repo.');
  for (const name of provider === undefined ? [] : NEEDED_SETTINGS[provider]) {
    check(v[name] !== undefined, `${name}: needed for Storage__Provider=${v.Storage__Provider}.`);
  }
  check(
    v.Storage__GitHubRepo__VisibilityPolicy !== 'private-token' || v.Storage__GitHubRepo__Token !== undefined,
    'Storage__GitHubRepo__Token: needed for Storage__GitHubRepo__VisibilityPolicy=private-token.',
  );
  check(
    v.ASPNETCORE_URLS === undefined || formerListenAddress(v.ASPNETCORE_URLS) !== undefined,
    'ASPNETCORE_URLS: expected an http address such as http://+:8080 (TLS belongs to a reverse proxy).',
  );
  return faults;
}

function connectionOf(v: Values): PostgresConnection | undefined {
  return parseConnectionString(v.Persistence__Database__ConnectionString?.reveal() ?? '');
}

const encryptionKey = (v: Values): Secret<Buffer> | undefined => keyOfText(v.Security__EncryptionKey?.reveal() ?? '');

function keyOfText(text: string): Secret<Buffer> | undefined {
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  return key.length === 32 ? new Secret(key) : undefined;
}

/** The hash behind `sha256:<hex>`; undefined for a key given in clear. */
function apiKeyHash(key: string): string | 'malformed' | undefined {
  if (!key.toLowerCase().startsWith('sha256:')) return undefined;
  const hex = key.slice('sha256:'.length).trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(hex) ? hex : 'malformed';
}

function arrange(loaded: Loaded) {
  const { values: v, origins, warnings } = loaded;
  const dataPath = resolve(v.Data__RootPath);
  const connection = connectionOf(v);
  const database: DatabaseConfig =
    v.Persistence__Database__Provider === 'postgresql' && connection
      ? { provider: 'postgresql', connection, maxConnections: v.Persistence__Database__MaxConnections }
      : { provider: 'sqlite', file: resolve(dataPath, 'nekohub.db') };
  return {
    warnings: [...warnings, ...publishedExamples(v), ...keysOfOneCopy(v)],
    inForce: settingsInForce(loaded),
    server: {
      host: v.Server__Host,
      port: v.Server__Port,
      publicUrl: v.Server__PublicUrl,
      trustedProxies: v.Server__TrustedProxies,
      allowedOrigins: v.Server__AllowedOrigins,
      allowedHosts: v.AllowedHosts.split(';')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
      maxJsonBodyBytes: v.Server__MaxJsonBodyBytes,
      requestTimeoutSeconds: v.Server__RequestTimeoutSeconds,
      shutdownTimeoutSeconds: v.Server__ShutdownTimeoutSeconds,
    },
    encryptionKey: encryptionKey(v),
    previousEncryptionKeys: v.Security__PreviousEncryptionKeys.flatMap((key) => keyOfText(key.reveal()) ?? []),
    logLevel: v.Logging__LogLevel__Default,
    data: { path: dataPath, keysPath: resolve(v.Security__DataProtection__KeysPath ?? resolve(dataPath, 'keys')) },
    database,
    jwt: {
      secret: v.Auth__Jwt__Secret,
      previousSecrets: v.Auth__Jwt__PreviousSecrets,
      issuer: v.Auth__Jwt__Issuer,
      audience: v.Auth__Jwt__Audience,
      accessTokenSeconds: Math.round(v.Auth__Jwt__AccessTokenMinutes * 60),
      refreshTokenDays: v.Auth__Jwt__RefreshTokenDays,
    },
    sessions: { maxDays: v.Auth__Sessions__MaxDays, maxPerUser: v.Auth__Sessions__MaxPerUser },
    apiKeys: {
      enabled: v.Auth__ApiKey__Enabled ?? true,
      advertised: v.Auth__ApiKey__Enabled ?? v.Auth__ApiKey__Keys.length > 0,
      maxPerOwner: v.Auth__ApiKey__MaxPerOwner,
      keys: v.Auth__ApiKey__Keys.map((key) => new Secret(key.reveal().trim())),
    },
    bootstrapSuperAdmin:
      v.Auth__BootstrapSuperAdmin__Username && v.Auth__BootstrapSuperAdmin__Password
        ? { username: v.Auth__BootstrapSuperAdmin__Username, password: v.Auth__BootstrapSuperAdmin__Password }
        : undefined,
    passwords: { minLength: v.Auth__Passwords__MinLength, maxWaitingHashes: v.Auth__PasswordHashing__MaxWaiting },
    signInRequests: {
      maxBodyBytes: v.Auth__Requests__MaxBodyBytes,
      timeoutMs: v.Auth__Requests__TimeoutSeconds * 1000,
    },
    throttle: { freeFailures: v.Auth__Throttle__FreeFailures, maxDelaySeconds: v.Auth__Throttle__MaxDelaySeconds },
    assets: {
      maxUploadSizeBytes: v.Api__Assets__MaxUploadSizeBytes,
      allowedContentTypes: allowedContentTypes(v),
      defaultPageSize: v.Api__Assets__DefaultPageSize,
      maxPageSize: v.Api__Assets__MaxPageSize,
      maxPixels: v.Api__Assets__MaxPixels,
      maxFrames: v.Api__Assets__MaxFrames,
      maxBatchSize: v.Api__Assets__MaxBatchSize,
      maxVersions: v.Api__Assets__MaxVersions,
    },
    outbound: {
      allowedNetworks: v.Security__Outbound__AllowedNetworks,
      maxConcurrent: v.Security__Outbound__MaxConcurrent,
      maxWaiting: 8 * v.Security__Outbound__MaxConcurrent,
    },
    ai: {
      timeoutMs: Math.ceil(v.Ai__TimeoutSeconds * 1000),
      maxAnswerBytes: v.Ai__MaxAnswerBytes,
      language: v.Ai__Caption__Language,
      prompt: v.Ai__Caption__Prompt,
    },
    images: {
      workPath: resolve(dataPath, 'work'),
      maxMemoryBytes: v.Images__MaxMemoryMegabytes * 1024 * 1024,
      timeoutSeconds: v.Images__TimeoutSeconds,
    },
    content: { publicCacheSeconds: v.Api__Content__CacheSeconds },
    gallery: { enabled: v.Gallery__Enabled },
    jobs: {
      parallelism: {
        images: v.Jobs__Images__Parallelism ?? availableParallelism(),
        ai: v.Jobs__Ai__Parallelism,
        storage: v.Jobs__Storage__Parallelism,
        maintenance: 1,
      },
      maxQueueDepth: v.Jobs__MaxQueueDepth,
      leaseSeconds: v.Jobs__LeaseSeconds,
      keepFinishedDays: v.Jobs__KeepFinishedDays,
      // The rest of the time is for requests under way and for stopping jobs that are not done by then.
      stopGraceMs: v.Server__ShutdownTimeoutSeconds * 500,
    },
    mcp: {
      allowedOrigins: v.Mcp__AllowedOrigins,
      houseRules: v.Mcp__HouseRules,
      uploadNetworks: v.Mcp__UploadFromUrl__AllowedNetworks,
    },
    storage: {
      provider: storageProviderOf(v) ?? 'local',
      /** What somebody has set, whatever to. */
      given: new Set(Object.keys(origins).filter((name) => origins[name as keyof typeof origins] !== 'default')),
      publicBaseUrl: v.Storage__PublicBaseUrl,
      localRootPath: resolve(v.Storage__Local__RootPath ?? resolve(dataPath, 'assets')),
      createLocalRoot: v.Storage__Local__CreateDirectoryIfMissing,
      localAllowedRoots: v.Storage__Local__AllowedRoots.map((path) => resolve(path)),
      s3: s3Of(v),
      github: githubOf(v),
      maxConnections: v.Storage__MaxConnections,
      timeoutMs: Math.ceil(v.Storage__TimeoutSeconds * 1000),
    },
  };
}

type StorageProvider = 'local' | 's3' | 'github-repo';

const NEEDED_SETTINGS = {
  local: [],
  s3: ['Storage__S3__Bucket', 'Storage__S3__AccessKey', 'Storage__S3__SecretKey'],
  'github-repo': ['Storage__GitHubRepo__Owner', 'Storage__GitHubRepo__Repo', 'Storage__GitHubRepo__Token'],
} as const satisfies Record<StorageProvider, readonly (keyof Values)[]>;

/** By its type, or by the name that is recorded with pictures. */
function storageProviderOf(v: Values): StorageProvider | undefined {
  const named = v.Storage__Provider.toLowerCase();
  const isOneOf = (...names: string[]) => names.some((name) => name.toLowerCase() === named);
  if (isOneOf('local')) return 'local';
  if (isOneOf('s3', 's3-compatible', v.Storage__S3__ProviderName)) return 's3';
  return isOneOf('github-repo', v.Storage__GitHubRepo__ProviderName) ? 'github-repo' : undefined;
}

/** The GitHub repository of the settings, when they name one. */
function githubOf(v: Values) {
  const { Storage__GitHubRepo__Owner: owner, Storage__GitHubRepo__Repo: repo } = v;
  if (owner === undefined || repo === undefined) return undefined;
  return {
    providerName: v.Storage__GitHubRepo__ProviderName,
    commitMessageTemplate: v.Storage__GitHubRepo__CommitMessageTemplate,
    token: v.Storage__GitHubRepo__Token,
    configuration: {
      owner,
      repo,
      ref: v.Storage__GitHubRepo__Ref,
      basePath: v.Storage__GitHubRepo__BasePath ?? null,
      visibilityPolicy: v.Storage__GitHubRepo__VisibilityPolicy,
      apiBaseUrl: v.Storage__GitHubRepo__ApiBaseUrl,
      rawBaseUrl: v.Storage__GitHubRepo__RawBaseUrl,
    },
  };
}

/** The S3 store of the settings, when they name one. */
function s3Of(v: Values) {
  const { Storage__S3__Bucket: bucket, Storage__S3__AccessKey: accessKey, Storage__S3__SecretKey: secretKey } = v;
  if (bucket === undefined || accessKey === undefined || secretKey === undefined) return undefined;
  return {
    providerName: v.Storage__S3__ProviderName,
    endpoint: v.Storage__S3__Endpoint,
    bucket,
    region: v.Storage__S3__Region,
    forcePathStyle: v.Storage__S3__ForcePathStyle,
    publicBaseUrl: v.Storage__S3__PublicBaseUrl ?? null,
    accessKey,
    secretKey,
  };
}

/** Each type once; all four when every entry was blanked, as NekoHub does it. */
function allowedContentTypes(v: Values): readonly string[] {
  const given = [...new Set(v.Api__Assets__AllowedContentTypes)];
  return given.length > 0 ? given : ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
}

/** A database that several copies may share, while each would make keys of its own. */
function keysOfOneCopy(v: Values): Warning[] {
  if (v.Persistence__Database__Provider !== 'postgresql') return [];
  const missing = (['Auth__Jwt__Secret', 'Security__EncryptionKey'] as const).filter((name) => v[name] === undefined);
  if (missing.length === 0) return [];
  const subject = missing.join(', ');
  const message =
    `${subject} not set: the keys are made in the data folder, which copies of NekoHub on the same ` +
    'PostgreSQL do not share. Set them before a second copy is started.';
  return [{ code: 'keys_of_one_copy', subject, message }];
}

function publishedExamples(v: Values): Warning[] {
  const found: Warning[] = [];
  if (v.Auth__BootstrapSuperAdmin__Password?.reveal() === PUBLISHED_PASSWORD) {
    const subject = 'Auth__BootstrapSuperAdmin__Password';
    const message = `${subject} is the published example: change it before others can reach NekoHub.`;
    found.push({ code: 'published_password', subject, message });
  }
  if (v.Auth__ApiKey__Keys.some((key) => key.reveal().trim() === PUBLISHED_API_KEY)) {
    const subject = 'Auth__ApiKey__Keys';
    const message = `${subject} holds the published example key: replace it before others can reach NekoHub.`;
    found.push({ code: 'published_api_key', subject, message });
  }
  return found;
}
