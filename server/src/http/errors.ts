import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ANONYMOUS } from '../core/actor.ts';
import type { AuditAction } from '../core/audit-events.ts';
import type { Clock } from '../core/clock.ts';
import { AppError, type ErrorCode } from '../core/errors.ts';
import { clientOf, type HttpServer } from '../core/route.ts';
import type { Audit } from '../modules/audit/service.ts';
import { challengeFor } from './challenge.ts';

/**
 * A refused sign-in is answered so long after it was refused. For an account that exists an event is written, for others
 * mostly one is counted: an answer right after that would tell which names exist.
 */
export const SIGN_IN_REFUSAL_MS = 50;

/** Turns whatever was thrown into the one error shape. Unknown errors tell the client nothing but the trace id. */
export function registerErrorHandler(app: HttpServer, { audit, clock }: { audit: Audit; clock: Clock }): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const known = toAppError(error);
    if (isRefusal(request, known)) {
      const pause = known.code === 'auth_invalid_credentials' ? SIGN_IN_REFUSAL_MS : 0;
      await Promise.all([recordRefusal(audit, request, known), pause > 0 && clock.sleep(pause)]);
    }
    if (known.status >= 500) request.log.error({ err: error, traceId: request.id }, 'request failed');
    return sendError(request, reply, known);
  });
}

/** What is recorded of the requests that fail. */
function isRefusal(request: FastifyRequest, { code, status }: AppError): boolean {
  // An access token that has run its time is everyday life: its holder refreshes it.
  if (status === 401 || status === 403) return code !== 'auth_token_expired';
  // Leaving out the role or the state of an account was a way in once: who tries is seen.
  const isAboutAccount = request.routeOptions.config.action?.startsWith('user.') ?? false;
  return code === 'credential_in_query' || (code === 'request_invalid' && isAboutAccount);
}

/** A credential in the address is an event of its own, whatever was asked for. */
const actionOf = (request: FastifyRequest, { code }: AppError): AuditAction =>
  code === 'credential_in_query'
    ? 'request.credential_in_query'
    : (request.routeOptions.config.action ?? 'request.access');

async function recordRefusal(audit: Audit, request: FastifyRequest, error: AppError): Promise<void> {
  const { method, url } = request.routeOptions;
  const { code } = error;
  const { permission, target } = error.details;
  await audit.recordRefusal(
    // Refused before it was known who asks.
    { actor: request.actor ?? ANONYMOUS, client: clientOf(request) },
    {
      action: actionOf(request, error),
      outcome: 'refused',
      target,
      details: { code, method: [method].flat().join(), route: url ?? null, ...(permission && { permission }) },
    },
  );
}

export function sendError(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  const { code, message, status, details } = error;
  const challenge = challengeFor(error);
  if (challenge) reply.header('www-authenticate', challenge);
  if (details.retryAfterSeconds !== undefined) reply.header('retry-after', String(details.retryAfterSeconds));
  // Serialised here: an error must not depend on the response schema of the route that failed.
  const { field, permission } = details;
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({
      error: { code, message, traceId: request.id, status, ...(field && { field }), ...(permission && { permission }) },
    });
}

/** Fastify's own errors that a client can cause, in our words. */
const FASTIFY_ERRORS: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_not_supported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request_invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request_invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request_invalid',
  FST_ERR_BAD_URL: 'request_invalid',
};

function toAppError(error: FastifyError): AppError {
  if (error instanceof AppError) return error;
  if (error.validation) return validationError(error);
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError) {
    return new AppError('request_invalid', 'The body is not valid JSON.');
  }
  const code = FASTIFY_ERRORS[error.code];
  if (code) return new AppError(code);
  return isClientFault(error) ? new AppError('request_invalid') : new AppError('internal_server_error');
}

/** What a plugin or Node blames on the request (a path out of the folder, a hung-up connection) is not our fault. */
const isClientFault = ({ statusCode, code }: FastifyError): boolean =>
  code === 'ECONNRESET' || (statusCode !== undefined && statusCode >= 400 && statusCode < 500);

/** The first fault, with the name of the field as the schema spells it. */
function validationError(error: FastifyError): AppError {
  const [fault] = error.validation ?? [];
  const where = error.validationContext === 'body' ? '' : `${error.validationContext} `;
  if (!fault) return new AppError('request_invalid');
  if (fault.keyword === 'required') {
    const field = pathOf(fault.instancePath, String(fault.params.missingProperty));
    return new AppError('request_invalid', `The ${where}field ${field} is required.`, { field });
  }
  if (fault.keyword === 'additionalProperties') {
    const field = pathOf(fault.instancePath, String(fault.params.additionalProperty));
    return new AppError('request_invalid', `The ${where}field ${field} cannot be set here.`, { field });
  }
  const field = pathOf(fault.instancePath);
  if (!field) return new AppError('request_invalid', `The ${where || 'body '}${fault.message ?? 'is not valid'}.`);
  const allowed = Array.isArray(fault.params.allowedValues) ? `: ${fault.params.allowedValues.join(', ')}` : '';
  return new AppError('request_invalid', `The ${where}field ${field} ${fault.message ?? 'is not valid'}${allowed}.`, {
    field,
  });
}

function pathOf(instancePath: string, last?: string): string {
  const parts = instancePath.split('/').slice(1);
  return [...parts, ...(last ? [last] : [])].join('.');
}
