import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(import.meta.resolve('@modelcontextprotocol/inspector-cli/build/index.js'));

/** What the command line of the official Inspector prints of a request to `url`. @throws Error with what it says */
export const inspect = (url: URL, key: string, method: string, options: readonly string[] = []): Promise<string> =>
  new Promise((resolve, reject) => {
    const about = ['--transport', 'http', '--header', `Authorization: Bearer ${key}`];
    const args = [PROGRAM, url.href, ...about, '--method', method, ...options];
    execFile(process.execPath, args, { maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`It ended with ${error.code}: ${stdout}\n${stderr}`));
      else resolve(stdout);
    });
  });
