import { type CallToolResult, ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server';
import type { FastifyBaseLogger } from 'fastify';
import { AppError } from '../../core/errors.ts';
import type { Audit } from '../audit/service.ts';
import { HANDSHAKE_REVISIONS, instructionsWith, SERVER_NAME, SERVER_TITLE } from './about.ts';
import { complete } from './completion.ts';
import type { Language } from './languages.ts';
import { lessonOf } from './lessons.ts';
import { checkNames, checkUri } from './limits.ts';
import { createReport, NO_REPORT } from './progress.ts';
import { getPrompt, listPrompts } from './prompts.ts';
import { findTool, toolsFor } from './registry.ts';
import { listResources, listTemplates, readResource } from './resources.ts';
import type { ShownPicture, Tool, ToolCaller, ToolServices } from './tool.ts';

/** One request to the endpoint, as the protocol server needs to know it. */
export interface McpCall extends Omit<ToolCaller, 'report'> {
  /** Whether the answer may be a stream, and so have progress before it. */
  readonly acceptsStream: boolean;
  /** Whether it came in where nothing is changed. */
  readonly readOnly: boolean;
  /** What the texts of prompts are written in unless another is asked for. */
  readonly language: Language;
  readonly log: FastifyBaseLogger;
}

export interface McpServerOptions extends ToolServices {
  readonly audit: Audit;
  readonly version: string;
  /** What the administrator wants agents to know. */
  readonly houseRules: string | undefined;
}

const CAPABILITIES = {
  tools: { listChanged: false },
  resources: { listChanged: false, subscribe: false },
  prompts: { listChanged: false },
  completions: {},
};

/**
 * A protocol server for one request of one caller: it lists and calls what the caller may. The SDK's plain `Server`
 * rather than its `McpServer`, as our tools bring JSON Schema, their own checks and their own error codes.
 * @param revisions those that a handshake may agree on, the preferred one first
 */
export function createMcpServer(
  { version, audit, houseRules, ...services }: McpServerOptions,
  call: McpCall,
  revisions: readonly string[] = HANDSHAKE_REVISIONS,
): Server {
  const server = new Server(
    { name: SERVER_NAME, title: SERVER_TITLE, version },
    {
      capabilities: CAPABILITIES,
      instructions: instructionsWith(houseRules),
      supportedProtocolVersions: [...revisions],
    },
  );
  const caller = { ...call, report: NO_REPORT };
  server.setRequestHandler('tools/list', () => ({
    tools: toolsFor(call.actor, call.readOnly).map(({ description }) => description),
  }));
  server.setRequestHandler('tools/call', ({ params }, { mcpReq }) => {
    checkNames(params.name, params.arguments);
    const tool = findTool(params.name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${params.name}.`);
    const signal = AbortSignal.any([call.signal, mcpReq.signal]);
    const report = call.acceptsStream ? createReport(mcpReq) : NO_REPORT;
    return callTool(tool, { services, audit }, { ...call, signal, report }, params.arguments);
  });
  server.setRequestHandler('resources/list', () => ({ resources: listResources(services, caller) }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: [...listTemplates(caller)] }));
  server.setRequestHandler('resources/read', ({ params: { uri } }) => {
    checkUri(uri);
    return told({ audit, call, what: 'resource', about: { uri } }, () => readResource(services, caller, uri));
  });
  server.setRequestHandler('prompts/list', () => ({ prompts: listPrompts(call.language) }));
  server.setRequestHandler('prompts/get', ({ params }) => getPrompt(params.name, params.arguments, call.language));
  server.setRequestHandler('completion/complete', ({ params }) =>
    told({ audit, call, what: 'completion' }, () => complete(services, caller, params)),
  );
  return server;
}

interface Telling {
  readonly audit: Audit;
  readonly call: McpCall;
  /** What was asked for, for the record. */
  readonly what: string;
  /** What of the request an error repeats beside our code. */
  readonly about?: object;
}

async function callTool(
  tool: Tool,
  { services, audit }: { services: ToolServices; audit: Audit },
  call: McpCall & ToolCaller,
  args: unknown,
): Promise<CallToolResult> {
  const { name, annotations } = tool.description;
  try {
    if (call.readOnly && !annotations.readOnlyHint) {
      throw new AppError('mcp_read_only', `The tool ${name} changes something, which is not done here.`);
    }
    const { value, pictures } = await tool.call(services, call, args);
    return {
      content: [text(value), ...pictures.map(image)],
      ...(tool.description.outputSchema && { structuredContent: value }),
    };
  } catch (error) {
    const refusal = await refusalOf(error, { audit, call, what: name });
    // As text alone: structured content has to fit the output schema, and clients that check would hide the error.
    return { content: [text({ error: lessonOf(refusal) })], isError: true };
  }
}

/** Runs what is no tool: its refusals are errors of the protocol, with our code beside. */
async function told<T>(telling: Telling, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const lesson = lessonOf(await refusalOf(error, telling));
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, lesson.message, { ...lesson, ...telling.about });
  }
}

/**
 * What the client may be told of a failure. A permission that is missing is recorded; what is our fault is logged.
 * @throws ProtocolError Internal Error, with the trace id alone, for what is no refusal
 */
async function refusalOf(error: unknown, { audit, call, what }: Telling): Promise<AppError> {
  const { traceId } = call.client;
  const known = error instanceof AppError;
  if (known && error.status === 403) {
    const { code, details } = error;
    const refused = { code, tool: what, permission: details.permission ?? null };
    await audit.recordRefusal(call, { action: 'request.access', outcome: 'refused', details: refused });
  }
  if (!known || error.status >= 500) call.log.error({ err: error, traceId, tool: what }, 'tool failed');
  if (known) return error;
  throw new ProtocolError(ProtocolErrorCode.InternalError, `The tool ${what} failed. Trace id: ${traceId}.`, {
    traceId,
  });
}

const text = (value: unknown) => ({ type: 'text' as const, text: JSON.stringify(value) });

const image = ({ bytes, contentType }: ShownPicture) => ({
  type: 'image' as const,
  data: bytes.toString('base64'),
  mimeType: contentType,
});
