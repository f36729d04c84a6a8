import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { collectOften } from '../collectOften.ts';
import type { FromMember } from './messages.ts';
import type { Child, ChildEvents } from './Supervisor.ts';

const program = fileURLToPath(new URL('memberMain.ts', import.meta.url));
/** Milliseconds in which a process that was asked to end must have ended; then it is killed. */
const EXIT_LIMIT = 1_000;

/** Starts a process with the environment of this one. It ends with the channel to it, and so with this process. */
export function forkMember(number: number, events: ChildEvents): Child {
  const child = fork(program, [String(number)], { execArgv: [...process.execArgv, collectOften] });
  const ended = once(child, 'exit');
  child.on('message', (message) => {
    events.message(message as FromMember);
  });
  child.on('exit', (code, signal) => {
    events.exit(signal ?? `exit code ${code}`);
  });
  // That it cannot be told anything any more: its end follows.
  child.on('error', () => {});
  return {
    send: (message) => {
      if (child.connected) child.send(message);
    },
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), EXIT_LIMIT);
      await ended;
      clearTimeout(timer);
    },
  };
}
