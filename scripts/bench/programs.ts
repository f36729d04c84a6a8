// The programs of a benchmark, each on one core. None of them outlives this process, however it ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Of this process's environment it gets only where programs are. */
export function startProgram(
  core: number,
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  return start(core, command, env, 'ignore');
}

/** One of Node, with a channel to this process. */
export function startNode(
  core: number,
  program: URL,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  return start(core, [process.execPath, fileURLToPath(program), ...args], env, 'ipc');
}

function start(core: number, command: readonly string[], env: NodeJS.ProcessEnv, channel: 'ipc' | 'ignore') {
  const { PATH } = process.env;
  // Both become the program, so that it has the process's id.
  return spawn('taskset', ['-c', String(core), 'setpriv', '--pdeathsig', 'KILL', ...command], {
    env: { PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit', channel],
  });
}

/** The first that a program says over its channel, which is that it is ready. */
export async function readiness(child: ChildProcess): Promise<void> {
  await Promise.race([once(child, 'message'), endOf(child)]);
}

/** Rejects when a program ends. */
export async function endOf(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error(`${child.spawnargs.join(' ')} has ended`);
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
