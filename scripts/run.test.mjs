import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { run, runAttached } from './run.mjs';

test('what a program prints is kept, in lines', async () => {
  /** @type {string[]} */
  const lines = [];
  const { code, output } = await run('sh', ['-c', 'echo one; printf two; exit 3'], {
    onLine: (line) => lines.push(line),
  });
  expect({ code, output, lines }).toEqual({ code: 3, output: 'one\ntwo', lines: ['one', 'two'] });
});

test('a program killed by a signal has the exit code that a shell gives it', async () => {
  expect(await runAttached('sh', ['-c', 'kill -TERM $$'])).toBe(143);
});

test('a program that is not there rejects', async () => {
  await expect(run('parley-has-no-such-program', [])).rejects.toThrow('ENOENT');
});

test('a program that is watched has a channel, whose end tells it that the script is gone', async () => {
  const exitCode = ['-e', 'process.exit(process.connected ? 7 : 8)'];
  expect(await runAttached(process.execPath, exitCode, { watched: true })).toBe(7);
  expect(await runAttached(process.execPath, exitCode)).toBe(8);
});

test('SIGUSR2 is passed on to a program that is watched, and ends neither', async () => {
  const asked = `process.once('SIGUSR2', () => process.exit(5)); console.log('ready'); setInterval(() => {}, 1_000);`;
  const script = `
    import { runAttached } from ${JSON.stringify(import.meta.resolve('./run.mjs'))};
    process.exitCode = await runAttached(process.execPath, ['-e', ${JSON.stringify(asked)}], { watched: true });`;
  const runner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'pipe' });
  await once(runner.stdout, 'data');
  runner.kill('SIGUSR2');
  expect(await once(runner, 'exit')).toEqual([5, null]);
});

test('a program that blocks a signal is stopped by the one that was named for it', async () => {
  const script = `
    import { runAttached } from ${JSON.stringify(import.meta.resolve('./run.mjs'))};
    const blocking = ['-c', 'trap "" TERM; echo ready; exec sleep 60'];
    process.exitCode = await runAttached('sh', blocking, { stopBy: 'SIGKILL' });`;
  const runner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'pipe' });
  await once(runner.stdout, 'data');
  runner.kill('SIGTERM');
  expect(await once(runner, 'exit')).toEqual([137, null]);
});
