import { type CallToolResult, ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server';
import type { FastifyBaseLogger } from 'fastify';
import { AppError } from '../../core/errors.ts';
import type { Audit } from '../audit/service.ts';
import { HANDSHAKE_REVISIONS, INSTRUCTIONS, SERVER_NAME, SERVER_TITLE } from './about.ts';
import { lessonOf } from './lessons.ts';
import { checkNames } from './limits.ts';
import { createReport, NO_REPORT } from './progress.ts';
import { findTool, toolsFor } from './registry.ts';
import type { ShownPicture, Tool, ToolCaller, ToolServices } from './tool.ts';

/** One request to the endpoint, as the protocol server needs to know it. */
export interface McpCall extends Omit<ToolCaller, 'report'> {
  /** Whether the answer may be a stream, and so have progress before it. */
  readonly acceptsStream: boolean;
  readonly log: FastifyBaseLogger;
}

export interface McpServerOptions extends ToolServices {
  readonly audit: Audit;
  readonly version: string;
}

/**
 * A protocol server for one request of one caller: it lists and calls what the caller may. The SDK's plain `Server`
 * rather than its `McpServer`, as our tools bring JSON Schema, their own checks and their own error codes.
 */
export function createMcpServer({ version, audit, ...services }: McpServerOptions, call: McpCall): Server {
  const server = new Server(
    { name: SERVER_NAME, title: SERVER_TITLE, version },
    {
      capabilities: { tools: { listChanged: false } },
      instructions: INSTRUCTIONS,
      supportedProtocolVersions: [...HANDSHAKE_REVISIONS],
    },
  );
  server.setRequestHandler('tools/list', () => ({ tools: toolsFor(call.actor).map(({ description }) => description) }));
  server.setRequestHandler('tools/call', ({ params }, { mcpReq }) => {
    checkNames(params.name, params.arguments);
    const tool = findTool(params.name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${params.name}.`);
    const signal = AbortSignal.any([call.signal, mcpReq.signal]);
    const report = call.acceptsStream ? createReport(mcpReq) : NO_REPORT;
    return callTool(tool, { services, audit }, { ...call, signal, report }, params.arguments);
  });
  return server;
}

async function callTool(
  tool: Tool,
  { services, audit }: { services: ToolServices; audit: Audit },
  call: McpCall & ToolCaller,
  args: unknown,
): Promise<CallToolResult> {
  const { name } = tool.description;
  try {
    const { value, pictures } = await tool.call(services, call, args);
    return {
      content: [text(value), ...pictures.map(image)],
      ...(tool.description.outputSchema && { structuredContent: value }),
    };
  } catch (error) {
    const { log } = call;
    const { traceId } = call.client;
    const known = error instanceof AppError;
    if (known && error.status === 403) {
      const { code, details } = error;
      const refused = { code, tool: name, permission: details.permission ?? null };
      await audit.recordRefusal(call, { action: 'request.access', outcome: 'refused', details: refused });
    }
    if (!known || error.status >= 500) log.error({ err: error, traceId, tool: name }, 'tool failed');
    if (!known) {
      throw new ProtocolError(ProtocolErrorCode.InternalError, `The tool ${name} failed. Trace id: ${traceId}.`, {
        traceId,
      });
    }
    // As text alone: structured content has to fit the output schema, and clients that check would hide the error.
    return { content: [text({ error: lessonOf(error) })], isError: true };
  }
}

const text = (value: unknown) => ({ type: 'text' as const, text: JSON.stringify(value) });

const image = ({ bytes, contentType }: ShownPicture) => ({
  type: 'image' as const,
  data: bytes.toString('base64'),
  mimeType: contentType,
});
