import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { root } from './enterMachine.ts';

/** Milliseconds. The load tests of one block take two and a half minutes where nothing else is going on. */
const LIMIT = 600_000;

/**
 * Runs commands as they stand, up to the first that fails.
 * @throws {Error} with what they said.
 */
export async function runCommands(
  commands: string,
  env: NodeJS.ProcessEnv,
  isGood: (code: number | null) => boolean,
): Promise<void> {
  const shell = spawn('bash', ['-e', '-o', 'pipefail', '-c', `exec 2>&1\n${commands}`], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIMIT,
  });
  const [said, [code]] = await Promise.all([
    text(shell.stdout),
    once(shell, 'exit') as Promise<[number | null]>,
  ]);
  if (!isGood(code)) throw new Error(`the exit code is ${code}:\n${said.slice(-4_000)}`);
}
