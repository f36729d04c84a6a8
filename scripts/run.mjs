// Runs other programs so that none outlives its script: a signal is passed on, once, and waited for. With `watched`
// they get a channel as well, whose end tells them that the script was killed.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';

/** A signal asked this script to stop while another program was working for it. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Interrupted by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** @typedef {{ env?: NodeJS.ProcessEnv, cwd?: string, signal?: AbortSignal }} RunOptions */

/**
 * Runs a program to its end and keeps what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions & { onLine?: (line: string) => void }} [options]
 */
export async function run(command, args, { onLine, ...options } = {}) {
  /** @type {string[]} */
  const lines = [];
  const { code, received } = await toItsEnd(() => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        lines.push(line);
        onLine?.(line);
      });
    }
    return child;
  });
  if (received) throw new Interrupted(received);
  return { code, output: lines.join('\n') };
}

/**
 * Runs a program on this script's own terminal. Resolves to its exit code, as a shell would tell it.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions & { watched?: boolean, stopBy?: NodeJS.Signals }} [options] `watched`: it is a program of Node that
 * ends with its channel, and that SIGUSR2 asks for something else than its end. `stopBy`: what it gets in place of a signal.
 */
export async function runAttached(command, args, { watched = false, stopBy, ...options } = {}) {
  const start = () =>
    watched
      ? spawn(command, args, { ...options, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
      : spawn(command, args, { ...options, stdio: 'inherit' });
  const { code } = await toItsEnd(start, { stopBy, asks: watched });
  return code;
}

/**
 * @param {() => import('node:child_process').ChildProcess} start
 * @param {{ stopBy?: NodeJS.Signals | undefined, asks?: boolean }} [options]
 * @returns {Promise<{ code: number, received: NodeJS.Signals | undefined }>}
 */
function toItsEnd(start, { stopBy, asks = false } = {}) {
  /** @type {import('node:child_process').ChildProcess} */
  let child;
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => {
    if (received) return;
    received = signal;
    // A terminal's Ctrl-C reaches the program by itself; a second one would tell it to skip its orderly end.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(stopBy ?? signal);
  };
  const ask = () => child.kill('SIGUSR2');
  if (asks) process.on('SIGUSR2', ask);
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // Before the program is there: a signal that comes between the two would end this script and not the program.
  for (const signal of signals) process.on(signal, passOn);

  return new Promise((resolve, reject) => {
    child = start();
    child.on('error', (error) => {
      // Aborting kills the program: its end follows as "close".
      if (error.name !== 'AbortError') reject(error);
    });
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), received }),
    );
  }).finally(() => {
    process.off('SIGUSR2', ask);
    for (const signal of signals) process.off(signal, passOn);
  });
}
