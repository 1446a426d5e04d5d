import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API_KEY } from './app.ts';
import { startHttpServer } from './http-server.ts';

const PROGRAM = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'));

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

export interface Conformance {
  /** Scenarios all of whose checks went well, or that had nothing to check here. */
  readonly passed: readonly string[];
  /** What else there is to say, by scenario: each check that did not go well, and why. */
  readonly failed: ReadonlyMap<string, readonly string[]>;
}

/**
 * What the official conformance program says of the server at `url`. It knows no keys, so each request passes a
 * forwarder that adds one and changes nothing else.
 */
export async function checkConformance(url: URL, options: readonly string[]): Promise<Conformance> {
  await using forwarder = await startHttpServer((incoming, outgoing) => {
    const { method, headers, url: path } = incoming;
    const sent = request({
      host: url.hostname,
      port: url.port,
      path,
      method,
      headers: { ...headers, authorization: `Bearer ${API_KEY}` },
    });
    sent.once('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    sent.once('error', () => outgoing.destroy());
    outgoing.once('close', () => sent.destroy());
    incoming.pipe(sent);
  });
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-conformance-'));
  try {
    await run(['server', '--url', `${forwarder.url}/mcp`, '--suite', 'all', '--output-dir', folder, ...options]);
    return await read(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** It ends with 1 when any scenario fails, which is for its results to say. */
const run = (args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [PROGRAM, ...args], (error, stdout, stderr) => {
      if (error && error.code !== 1) reject(new Error(`It ended with ${error.code}: ${stdout}\n${stderr}`));
      else resolve();
    });
  });

/** Each scenario has a folder of its own, `server-<name>-<instant>`. */
async function read(folder: string): Promise<Conformance> {
  const passed: string[] = [];
  const failed = new Map<string, string[]>();
  for (const name of (await readdir(folder)).sort()) {
    const scenario = /^server-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/.exec(name)?.[1] ?? name;
    const checks = JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8')) as Check[];
    const wrong = checks.filter(
      ({ status, errorMessage }) =>
        (status === 'FAILURE' || status === 'WARNING') && !errorMessage?.startsWith('Not testable'),
    );
    if (wrong.length === 0) passed.push(scenario);
    else
      failed.set(
        scenario,
        wrong.map(({ id, errorMessage }) => `${id}: ${errorMessage ?? 'no reason given'}`),
      );
  }
  return { passed, failed };
}
