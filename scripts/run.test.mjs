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
