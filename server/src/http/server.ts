import { randomBytes } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController } from 'fastify';
import type { Config } from '../config/config.ts';
import type { HttpServer } from '../core/route.ts';
import { soundUrl } from './addresses.ts';
import { answerClientError } from './client-errors.ts';
import { lazyCompilers } from './lazy-compilers.ts';

const KEEP_ALIVE_MS = 65_000;
/** What Node lets in at most: a parameter that is too long is then unknown like any other, and answered by us. */
const MAX_PARAM_LENGTH = 16_384;

/** A bare HTTP server with our limits, logging and routing rules; routes and hooks are added by `app.ts`. */
export function createHttpServer(config: Config, logStream?: NodeJS.WritableStream): HttpServer {
  const newTraceId = createTraceIds();
  const app = Fastify({
    logger: { level: config.logLevel, base: null, timestamp: isoTime, ...(logStream && { stream: logStream }) },
    // One line a request is written by `request-log.ts`, with the path and without the query.
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    genReqId: newTraceId,
    rewriteUrl: soundUrl,
    clientErrorHandler: (error, socket) => answerClientError(error, socket, newTraceId()),
    bodyLimit: config.server.maxJsonBodyBytes,
    requestTimeout: config.server.requestTimeoutSeconds * 1000,
    keepAliveTimeout: KEEP_ALIVE_MS,
    trustProxy: config.server.trustedProxies.length > 0 ? [...config.server.trustedProxies] : false,
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      maxParamLength: MAX_PARAM_LENGTH,
    },
    // Requests are made lenient where clients rely on it (see leniency.ts); past that, a wrong type is an error.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
    schemaController: { compilersFactory: lazyCompilers },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.decorateRequest('actor');
  return app;
}

const isoTime = (): string => `,"time":"${new Date().toISOString()}"`;

/** Trace ids: unique across processes, cheap to make, easy to read out over a telephone. */
function createTraceIds(): () => string {
  const process = randomBytes(4).toString('hex');
  let counter = 0;
  return () => {
    counter += 1;
    return `${process}-${counter.toString(16).padStart(6, '0')}`;
  };
}
