import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import cookie from '@fastify/cookie';
import type { Config } from './config/config.ts';
import { type Clock, MINUTE, systemClock } from './core/clock.ts';
import { createOutbound } from './core/outbound.ts';
import type { ResolveHost } from './core/outbound-connector.ts';
import { createPasswordHashing } from './core/password-hashing.ts';
import type { HttpServer } from './core/route.ts';
import { createSealer } from './core/sealing.ts';
import type { Secret } from './core/secret.ts';
import { type Db, openDatabase } from './db/database.ts';
import { registerAccess } from './http/access.ts';
import { registerBodyParsers } from './http/bodies.ts';
import { limitBodies } from './http/body-limits.ts';
import { registerConsole } from './http/console.ts';
import { registerCors } from './http/cors.ts';
import { registerErrorHandler } from './http/errors.ts';
import { registerForwardedWarning } from './http/forwarded.ts';
import { registerHosts } from './http/hosts.ts';
import { registerLeniency } from './http/leniency.ts';
import { registerNotFound } from './http/not-found.ts';
import { registerOpenApi, registerReferencePage } from './http/openapi.ts';
import { registerQueryCredentials } from './http/query-credentials.ts';
import { registerRequestLog } from './http/request-log.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { createHttpServer } from './http/server.ts';
import { createMemoryBudget } from './imaging/memory-budget.ts';
import { removeAbandonedWork } from './imaging/work-folder.ts';
import { createJobs, type Jobs } from './jobs/jobs.ts';
import { openEncryptionKeys, openJwtSecrets } from './keys.ts';
import { aiProviderRoutes } from './modules/ai-providers/routes.ts';
import { type AiProviders, createAiProviders } from './modules/ai-providers/service.ts';
import { apiKeyRoutes } from './modules/api-keys/routes.ts';
import { type ApiKeys, createApiKeys } from './modules/api-keys/service.ts';
import { publicAssetRoutes } from './modules/assets/public-routes.ts';
import { createRemovals } from './modules/assets/removals.ts';
import { assetRoutes } from './modules/assets/routes.ts';
import {
  createAssets,
  createLinks,
  createPictures,
  createUpkeep,
  createVersions,
  createViews,
} from './modules/assets/service.ts';
import { auditRoutes } from './modules/audit/routes.ts';
import { type Audit, createAudit } from './modules/audit/service.ts';
import { createAuthenticator } from './modules/auth/authenticator.ts';
import { createOwnPassword } from './modules/auth/own-password.ts';
import { createPasswordCheck } from './modules/auth/password-check.ts';
import { authRoutes } from './modules/auth/routes.ts';
import { createAuth } from './modules/auth/service.ts';
import { createSetup } from './modules/auth/setup.ts';
import { setupRoutes } from './modules/auth/setup-routes.ts';
import { createThrottle } from './modules/auth/throttle.ts';
import { whoAmIRoutes } from './modules/auth/whoami-routes.ts';
import { deliveryRoutes } from './modules/delivery/routes.ts';
import { createDelivery } from './modules/delivery/service.ts';
import { doctorRoutes } from './modules/doctor/routes.ts';
import { createDoctor, type Doctor } from './modules/doctor/service.ts';
import { createGallery } from './modules/gallery/service.ts';
import { jobRoutes } from './modules/jobs/routes.ts';
import { createJobsApi } from './modules/jobs/service.ts';
import { mcpRoutes } from './modules/mcp/routes.ts';
import { checkEncryptionKey } from './modules/secrets/service.ts';
import { createAccessTokens } from './modules/sessions/access-tokens.ts';
import { sessionRoutes } from './modules/sessions/routes.ts';
import { createRefreshTokens, createSessions } from './modules/sessions/service.ts';
import { skillRoutes } from './modules/skills/routes.ts';
import { createSkills } from './modules/skills/service.ts';
import { githubRoutes } from './modules/storage/github-routes.ts';
import { storageProfileRoutes } from './modules/storage/routes.ts';
import { systemRoutes } from './modules/system/routes.ts';
import { createSystem } from './modules/system/service.ts';
import { uploadRoutes } from './modules/uploads/routes.ts';
import { createUploads } from './modules/uploads/service.ts';
import { createUserManagement, type UserManagement } from './modules/users/management.ts';
import { userRoutes } from './modules/users/routes.ts';
import { createUsers, type Users } from './modules/users/service.ts';
import { userSessionRoutes } from './modules/users/session-routes.ts';
import { createUserSessions } from './modules/users/user-sessions.ts';
import { workflowRoutes } from './modules/workflows/routes.ts';
import { createWorkflows } from './modules/workflows/service.ts';
import { starting } from './start-faults.ts';
import { openStores } from './stores.ts';

const TIDY_EVERY_MS = 5 * MINUTE;
// Looked for: the sources and what `npm start` builds of them lie at different depths.
const PACKAGE_PATH = findPackageJSON(import.meta.url) ?? '';
const CONSOLE_PATH = join(dirname(PACKAGE_PATH), '../web/dist');
const VERSION: string = (JSON.parse(readFileSync(PACKAGE_PATH, 'utf8')) as { version: string }).version;

/** What tests replace. */
export interface AppPorts {
  readonly clock?: Clock;
  readonly logStream?: NodeJS.WritableStream;
  readonly consolePath?: string;
  readonly resolveHost?: ResolveHost | undefined;
}

/** The whole program, ready to listen. `close()` on the server closes everything that was opened here. */
export interface App {
  readonly server: HttpServer;
  readonly db: Db;
  /** What commands of the operator, and tests, work with. */
  readonly services: {
    readonly audit: Audit;
    readonly accounts: Users;
    readonly users: UserManagement;
    readonly apiKeys: ApiKeys;
    readonly aiProviders: AiProviders;
    readonly doctor: Doctor;
  };
  /** Runs once the server listens. */
  readonly jobs: Jobs;
  /** The path of the setup page with a fresh one-time token, while there is no account. */
  issueSetupLink(): Promise<Secret<string> | undefined>;
}

/** Opens the database and the storage, builds every part and connects them, in this order. */
export async function buildApp(config: Config, ports: AppPorts = {}): Promise<App> {
  const clock = ports.clock ?? systemClock;
  const server = createHttpServer(config, ports.logStream);
  // Closed again when a later part of the start fails: what is left open would keep the process from ending.
  await using opening = new AsyncDisposableStack();
  const db = await starting('database', () => openDatabase(config.database, { clock, log: server.log }));
  opening.defer(() => db.destroy());
  const encryption = await starting('keys', () => openEncryptionKeys(config));
  const jwtSecrets = await starting('keys', () => openJwtSecrets(config));
  const sealer = createSealer(encryption.keys);
  await checkEncryptionKey({ db, sealer }, encryption.where);
  const hashing = createPasswordHashing(config.passwords.maxWaitingHashes);

  const jobs = createJobs({ db, clock, log: server.log, ...config.jobs });
  const audit = createAudit({ db, clock, log: server.log });
  const users = createUsers({ db, clock, audit, hashing });
  const accessTokens = createAccessTokens({
    issuer: config.jwt.issuer,
    audience: config.jwt.audience,
    ttlSeconds: config.jwt.accessTokenSeconds,
    secrets: jwtSecrets,
  });
  const sessions = createSessions({
    db,
    clock,
    audit,
    sealer,
    refreshTokens: createRefreshTokens(encryption.keys),
    accessTokens,
    log: server.log,
    refreshTokenDays: config.jwt.refreshTokenDays,
    ...config.sessions,
  });
  const minPasswordLength = config.passwords.minLength;
  const apiKeys = createApiKeys({ db, clock, audit, log: server.log, ...config.apiKeys });
  const userManagement = createUserManagement({
    db,
    clock,
    audit,
    hashing,
    sessions,
    apiKeys,
    minPasswordLength,
  });
  const throttle = createThrottle({ db, clock, ...config.throttle });
  const passwordCheck = createPasswordCheck({ clock, users, sessions, hashing, throttle });
  const auth = createAuth({ audit, users, sessions, hashing, passwordCheck });
  const ownPassword = createOwnPassword({
    db,
    clock,
    audit,
    users,
    sessions,
    hashing,
    passwordCheck,
    minPasswordLength,
  });
  const setup = createSetup({ db, clock, users, minPasswordLength });
  const authenticator = createAuthenticator({ sessions, apiKeys });
  const stores = await openStores({
    config,
    resolveHost: ports.resolveHost,
    db,
    clock,
    audit,
    sealer,
    log: server.log,
  });
  opening.defer(() => stores.close());
  const { storages, readTraits } = stores;
  const removals = createRemovals({ db, storages, clock, jobs, log: server.log });
  // Of its own, so that a slow model takes no place from other services.
  const aiOutbound = createOutbound({ ...config.outbound, resolveHost: ports.resolveHost });
  const aiProviders = createAiProviders({ db, clock, audit, sealer, outbound: aiOutbound, ...config.ai });
  const { workPath, maxMemoryBytes, timeoutSeconds } = config.images;
  const imaging = { limits: config.assets, memory: createMemoryBudget(maxMemoryBytes), timeoutSeconds };
  const pictures = createPictures({ db, clock, storages, removals });
  const { maxVersions } = config.assets;
  const versions = createVersions({ db, clock, storages, readTraits, removals, maxVersions });
  const skills = createSkills({ db, clock, audit, jobs, pictures, versions, ai: aiProviders, imaging, workPath });
  const workflows = createWorkflows({ db, clock, audit, skills, pictures });
  const assets = createAssets({
    db,
    clock,
    audit,
    storages,
    readTraits,
    removals,
    limits: config.assets,
    log: server.log,
    enrich: workflows.enrich,
  });
  // Of its own as well: pictures that are loaded from elsewhere wait for no model, and whoever may upload them is not
  // let into the networks that are open to those who enter the addresses of services.
  const uploadOutbound = createOutbound({
    ...config.outbound,
    allowedNetworks: config.mcp.uploadNetworks,
    resolveHost: ports.resolveHost,
  });
  const { maxUploadSizeBytes } = config.assets;
  const uploads = createUploads({ db, clock, assets, apiKeys, outbound: uploadOutbound, maxUploadSizeBytes });
  const upkeep = createUpkeep({ db, removals });
  const doctor = createDoctor({ db, clock, audit, jobs, upkeep, storages, skills });
  const system = createSystem({ config, version: VERSION, db, clock, storages, setup });

  if (config.bootstrapSuperAdmin) {
    await users.createFirst('system', config.bootstrapSuperAdmin.username, config.bootstrapSuperAdmin.password);
  }

  registerErrorHandler(server, { audit, clock });
  registerBodyParsers(server);
  registerSecurityHeaders(server);
  await registerCors(server, config.server.allowedOrigins);
  registerHosts(server, config.server.allowedHosts);
  registerRequestLog(server, config.logLevel);
  registerForwardedWarning(server, config.server.trustedProxies);
  registerQueryCredentials(server, apiKeys);
  await registerOpenApi(server, VERSION);
  registerLeniency(server);

  const publicUrl = config.server.publicUrl;
  const links = createLinks(storages, config.storage.publicBaseUrl);
  const pageSizes = config.assets;
  const gallery = createGallery({ assets, links, publicUrl, enabled: config.gallery.enabled });
  const page = registerConsole(server, ports.consolePath ?? CONSOLE_PATH, gallery);
  registerNotFound(server, page);
  registerAccess(server, authenticator);
  systemRoutes(server, { system, clock });
  // Cookies carry refresh tokens and nothing else, so nobody else reads them.
  server.register(async (scope: HttpServer) => {
    limitBodies(scope, config.signInRequests);
    await scope.register(cookie);
    whoAmIRoutes(scope, { authenticator });
    authRoutes(scope, { auth, ownPassword, sessions, users, authenticator, publicUrl });
    setupRoutes(scope, { setup, auth, users, publicUrl });
  });
  sessionRoutes(server, { sessions });
  userRoutes(server, { users: userManagement });
  userSessionRoutes(server, { userSessions: createUserSessions({ db, sessions }) });
  apiKeyRoutes(server, { apiKeys });
  assetRoutes(server, {
    assets,
    pageSizes,
    links,
    maxUploadSizeBytes: config.assets.maxUploadSizeBytes,
    maxBatchSize: config.assets.maxBatchSize,
  });
  skillRoutes(server, { skills, assets, links });
  publicAssetRoutes(server, { assets, pageSizes, links, enabled: config.gallery.enabled });
  const jobsApi = createJobsApi({ db, audit, jobs, pictures });
  jobRoutes(server, { jobs: jobsApi, pageSizes });
  const delivery = createDelivery({ db, storages, publicCacheSeconds: config.content.publicCacheSeconds });
  deliveryRoutes(server, { delivery, links });
  uploadRoutes(server, { uploads, links });
  workflowRoutes(server, { workflows });
  aiProviderRoutes(server, { aiProviders });
  storageProfileRoutes(server, { profiles: stores.profiles });
  githubRoutes(server, { repositories: stores.githubRepositories });
  auditRoutes(server, { audit });
  doctorRoutes(server, { doctor });
  mcpRoutes(server, {
    assets,
    uploads,
    views: createViews({ pictures, imaging, workPath }),
    skills,
    workflows,
    storageProfiles: stores.profiles,
    jobs: jobsApi,
    audit,
    pageSizes,
    maxBatchSize: config.assets.maxBatchSize,
    links,
    publicUrl,
    version: VERSION,
    clock,
    houseRules: config.mcp.houseRules,
    allowedOrigins: config.mcp.allowedOrigins,
    allowedHosts: config.server.allowedHosts,
    maxUploadSizeBytes: config.assets.maxUploadSizeBytes,
    maxJsonBodyBytes: config.server.maxJsonBodyBytes,
  });
  registerReferencePage(server);

  const tidy = () =>
    Promise.all([
      sessions.tidy(),
      throttle.tidy(),
      removals.sweep(),
      apiKeys.tidy(),
      uploads.tidy(),
      audit.flush(),
      jobs.prune(),
      removeAbandonedWork(workPath, clock.now()),
    ]).catch((error: unknown) => server.log.error({ err: error }, 'tidying up failed'));
  let timer: NodeJS.Timeout | undefined;
  // With the first request to come, not before: what only builds the program (a command, a test) does no work behind it.
  server.addHook('onListen', async () => {
    timer = setInterval(tidy, TIDY_EVERY_MS);
    timer.unref();
    void tidy();
    jobs.start();
  });
  let stopped: Promise<void> | undefined;
  // Side by side with requests under way, which share the time that a stop may take.
  server.addHook('preClose', async () => {
    stopped = jobs.stop();
    stopped.catch(() => {});
  });
  const opened = opening.move();
  server.addHook('onClose', async () => {
    clearInterval(timer);
    await Promise.allSettled([stopped]);
    await Promise.all([audit.flush(), apiKeys.settled(), aiOutbound.close(), uploadOutbound.close()]);
    await opened.disposeAsync();
  });

  return {
    server,
    db,
    services: { audit, accounts: users, users: userManagement, apiKeys, aiProviders, doctor },
    jobs,
    issueSetupLink: async () => ((await setup.isRequired()) ? setup.issueToken() : undefined),
  };
}
