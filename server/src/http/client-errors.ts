import type { Socket } from 'node:net';
import { ERRORS, type ErrorCode } from '../core/errors.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  HPE_HEADER_OVERFLOW: 'request_header_too_large',
};

/** Answers what is no HTTP request, or none that may come in, with the error envelope; no route or hook sees these. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, traceId: string): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const code = CODES[error.code ?? ''] ?? 'request_invalid';
  const [status, message] = ERRORS[code];
  const body = JSON.stringify({ error: { code, message, traceId, status } });
  const head = [
    // Without a reason phrase, which clients ignore (RFC 9112 §4). Node's table of them comes with all of `node:http`,
    // whose import as a module takes a twentieth of the start.
    `HTTP/1.1 ${status} `,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}
