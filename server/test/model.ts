import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { startHttpServer } from './http-server.ts';

/** A question as it arrived at the model. */
export interface ModelRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: {
    readonly model: string;
    readonly stream?: boolean;
    readonly response_format?: { readonly type: string };
    readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  };
}

/** How a model answers; `n` counts its questions from 1. */
export type ModelAnswer = (request: ModelRequest, response: ServerResponse, n: number) => unknown;

/** An AI service on this machine that speaks OpenAI's chat protocol. Use it with `await using`. */
export interface TestModel extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ModelRequest[];
}

export async function startModel(answer: ModelAnswer): Promise<TestModel> {
  const requests: ModelRequest[] = [];
  const server = await startHttpServer(async (request, response) => {
    const body = JSON.parse((await text(request)) || '{}') as ModelRequest['body'];
    const asked = { path: `${request.method} ${request.url}`, headers: request.headers, body };
    requests.push(asked);
    await answer(asked, response, requests.length);
  });
  return { url: server.url, port: server.port, requests, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

/** An answer in one piece, with what a service sends around it. */
export const says =
  (content: unknown, model = 'see-1-2026'): ModelAnswer =>
  (_request, response) =>
    json(response, 200, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model,
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
      usage: { total_tokens: 12 },
    });

/** An answer in pieces, as server-sent events. */
export const streams =
  (pieces: readonly unknown[], end = 'data: [DONE]\n\n'): ModelAnswer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(': a comment to keep the line open\n\n');
    for (const content of pieces) {
      const chunk = {
        object: 'chat.completion.chunk',
        model: 'see-1-stream',
        choices: [{ index: 0, delta: { content } }],
      };
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    }
    response.end(end);
  };

/** A refusal whose text nobody shall see. */
export const fails =
  (status: number, headers: Record<string, string> = {}): ModelAnswer =>
  ({ headers: { authorization } }, response) =>
    json(
      response,
      status,
      { error: { message: `upstream words about ${authorization}`, code: 'upstream_code' } },
      headers,
    );

/** One answer after another; the last one again and again. */
export const inTurn =
  (...answers: readonly ModelAnswer[]): ModelAnswer =>
  (request, response, n) =>
    answers[Math.min(n, answers.length) - 1]?.(request, response, n);

/** More than anybody should read. */
export const megabytes: ModelAnswer = async (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = Buffer.alloc(1_000_000, 'x');
  for (let n = 0; n < 50 && !response.destroyed; n += 1) {
    if (!response.write(piece)) {
      await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    }
  }
  response.end();
};
