import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ABUSES, abuseTable, headersOf } from '../../../test/abuses.ts';
import { bearer, startTestApp } from '../../../test/app.ts';
import { createTestFolder } from '../../../test/files.ts';
import { png } from '../../../test/images.ts';
import { answerOf, callTool } from '../../../test/mcp.ts';
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

describe.runIf(hasCurl)('the curl line of a ticket, pasted into a shell', async () => {
  const bytes = await png(30, 20);
  let address = '';
  const listening = shareTestApp({}, async ({ server }) => {
    address = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  const lineFor = async (fileName: string): Promise<string> => {
    const args = { fileName, contentType: 'image/png', size: bytes.length };
    // The address by which the program is reached is that of the call.
    const headers = { host: new URL(address).host };
    return answerOf<{ curl: string }>(await callTool(listening(), 'upload_ticket', args, headers)).curl;
  };
  const paste = async (line: string, cwd: string): Promise<{ status: number; code?: string; name?: string }> => {
    const { stdout } = await run('sh', ['-c', `${line} -s -w '\\n%{http_code}'`], { cwd });
    const [body = '', status] = stdout.split(/\n(?=\d+$)/);
    const { data, error } = JSON.parse(body) as { data?: { originalFileName: string }; error?: { code: string } };
    return { status: Number(status), ...(error && { code: error.code }), ...(data && { name: data.originalFileName }) };
  };

  test('works once, and with no other file than was told', async () => {
    await using folder = await createTestFolder();
    await writeFile(join(folder.path, 'a.png'), bytes);
    await writeFile(join(folder.path, 'b.png'), Buffer.concat([bytes, bytes]));
    const line = await lineFor('a.png');
    expect(await paste(line, folder.path)).toEqual({ status: 201, name: 'a.png' });
    expect(await paste(line, folder.path)).toEqual({ status: 404, code: 'upload_ticket_invalid' });
    expect(await paste(await lineFor('b.png'), folder.path)).toEqual({ status: 400, code: 'upload_size_mismatch' });
  });

  test.each([
    "it's a cat.png",
    'photo[1].png',
    'a{b,c} [1-3].png',
    '猫 $HOME `id` "q".png',
    '-o.png',
    '@at.png;type=text',
  ])('takes a file named %s', async (name) => {
    await using folder = await createTestFolder();
    await writeFile(join(folder.path, name), bytes);
    expect(await paste(await lineFor(name), folder.path)).toEqual({ status: 201, name });
    // Told with its path, from wherever the line is pasted.
    expect(await paste(await lineFor(join(folder.path, name)), '/')).toEqual({ status: 201, name });
  });
});

test('without a list of host names, a name that was rebound to the hub still is no origin of its own', async () => {
  await using open = await startTestApp();
  const headers = headersOf({ headers: { host: 'evil.example', origin: 'http://evil.example' } });
  const answer = await open.server.inject({ method: 'POST', url: '/mcp', headers, payload: '{}' });
  expect([answer.statusCode, codeOf(answer.json())]).toEqual([403, 'origin_not_allowed']);
});
