import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

let asked = false;

/** Whether this process was asked to end while a program it runs had the say: then nothing further should be begun. */
export const wasInterrupted = () => asked;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {boolean} [shell]
 */

/**
 * Starts a program that gets the signals which end this one.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {{ done: Promise<number>, stop: (signal?: NodeJS.Signals) => void }} `done` is its exit code, as a shell would give it
 */
export function launch(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: options.stdio ?? 'inherit',
    shell: options.shell ?? false,
  });
  /** @param {NodeJS.Signals} signal */
  const stop = (signal = 'SIGTERM') => void child.kill(signal);
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    asked = true;
    // A terminal sends Ctrl-C to the child as well; a second one could cut its orderly end short.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);

  /** @type {Promise<number>} */
  const done = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  return {
    done: done.finally(() => {
      for (const signal of signals) process.off(signal, forward);
    }),
    stop,
  };
}

/**
 * Runs a program to its end and gives its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export const run = (command, args, options) => launch(command, args, options).done;
