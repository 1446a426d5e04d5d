import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ABUSES, abuseTable, headersOf } from '../../../test/abuses.ts';
import { bearer, startTestApp } from '../../../test/app.ts';
import { createTestFolder } from '../../../test/files.ts';
import { png } from '../../../test/images.ts';
import { answerOf, callTool, startListening } from '../../../test/mcp.ts';
import { shareTestApp } from '../../../test/shared-app.ts';

const hub = shareTestApp({ settings: { AllowedHosts: 'localhost;hub.example' } });

interface Answered {
  readonly error?: { readonly code: string | number };
  readonly result?: { readonly isError?: boolean; readonly content?: { readonly text: string }[] };
}

/** The code of a refusal, whichever way it is told. */
function codeOf({ error, result }: Answered): string | number | undefined {
  if (error) return error.code;
  const [content] = result?.isError ? (result.content ?? []) : [];
  return content && (JSON.parse(content.text) as { error: { code: string } }).error.code;
}

test.each(ABUSES)('$what → $status, $code', async (abuse) => {
  const answer = await hub().server.inject({
    method: 'POST',
    url: '/mcp',
    headers: headersOf(abuse),
    payload: abuse.body,
  });
  expect([answer.statusCode, codeOf(answer.json())]).toEqual([abuse.status, abuse.code]);
  expect(answer.body.length).toBeLessThan(2000);
  expect(answer.body).not.toMatch(/node_modules|\.[mt]s\b|x{100}/);
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
});

test('an access token of a person opens nothing here', async () => {
  const { accessToken } = await hub().login();
  const headers = headersOf({ headers: bearer(accessToken) });
  const answer = await hub().server.inject({ method: 'POST', url: '/mcp', headers, payload: '{}' });
  expect([answer.statusCode, codeOf(answer.json())]).toEqual([401, 'api_key_invalid']);
});

test('the page about agents has the table as it is', async () => {
  const page = await readFile(new URL('../../../../docs/mcp.md', import.meta.url), 'utf8');
  expect(page).toContain(`\n\n${abuseTable()}\n\n`);
});

const run = promisify(execFile);
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

test.runIf(hasCurl)('curl lines of tickets: once, and with no other file than was told', async () => {
  await using listening = await startListening();
  await using folder = await createTestFolder();
  const bytes = await png(30, 20);
  await writeFile(join(folder.path, 'a.png'), bytes);
  await writeFile(join(folder.path, 'b.png'), Buffer.concat([bytes, bytes]));
  const lineFor = async (fileName: string): Promise<string> => {
    const args = { fileName, contentType: 'image/png', size: bytes.length };
    const { curl } = answerOf<{ curl: string }>(await callTool(listening, 'upload_ticket', args));
    // The address by which the program is reached here is not that of the call.
    return curl.replace(/http:\/\/[^/]+/, listening.url.origin);
  };
  const send = async (line: string): Promise<{ status: number; code?: string }> => {
    const { stdout } = await run('sh', ['-c', `${line} -s -w '\\n%{http_code}'`], { cwd: folder.path });
    const [body = '', status] = stdout.split(/\n(?=\d+$)/);
    return { status: Number(status), code: (JSON.parse(body) as { error?: { code: string } }).error?.code ?? '' };
  };
  const line = await lineFor('a.png');
  expect(await send(line)).toEqual({ status: 201, code: '' });
  expect(await send(line)).toEqual({ status: 404, code: 'upload_ticket_invalid' });
  expect(await send(await lineFor('b.png'))).toEqual({ status: 400, code: 'upload_size_mismatch' });
});

test('without a list of host names, a name that was rebound to the hub still is no origin of its own', async () => {
  await using open = await startTestApp();
  const headers = headersOf({ headers: { host: 'evil.example', origin: 'http://evil.example' } });
  const answer = await open.server.inject({ method: 'POST', url: '/mcp', headers, payload: '{}' });
  expect([answer.statusCode, codeOf(answer.json())]).toEqual([403, 'origin_not_allowed']);
});
