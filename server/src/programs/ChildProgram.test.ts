import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartError } from '../StartError.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { ChildProgram } from './ChildProgram.ts';

/** Serves, or does what its environment or a file says instead. */
const program = `
import { existsSync } from 'node:fs';
process.once('disconnect', () => process.exit(0));
if (process.env.PROBLEM) process.send({ name: 'failed', problems: [process.env.PROBLEM] }, () => process.exit(1));
else if (existsSync(process.env.BROKEN)) process.exit(7);
else process.send({ name: 'listening' });
`;

let dir = '';
let clock: FakeClock;
let log: MemoryLog;
let turn: ChildProgram | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-turn-'));
  writeFileSync(join(dir, 'turn.mjs'), program);
  clock = new FakeClock();
  log = new MemoryLog();
});

afterEach(async () => {
  await turn?.close();
  turn = undefined;
  rmSync(dir, { recursive: true });
});

async function start(env: Record<string, string> = {}): Promise<ChildProgram> {
  turn = await ChildProgram.start({
    name: 'TURN server',
    exitLimit: 2_000,
    program: join(dir, 'turn.mjs'),
    env: { ...process.env, BROKEN: join(dir, 'broken'), ...env },
    clock,
    log,
  });
  return turn;
}

/** The next process that serves, after one was killed, and how long the fake clock had to go for it. */
async function killAndWait(running: ChildProgram): Promise<{ pid: number | undefined; waited: number }> {
  const before = running.pid as number;
  const died = log.lines.length;
  process.kill(before, 'SIGKILL');
  await expect.poll(() => log.messages.slice(died)).toEqual(['the TURN server died']);
  const [waited = -1] = clock.pending;
  clock.advance(waited);
  await expect.poll(() => running.pid, { timeout: 5_000 }).toBeDefined();
  return { pid: running.pid, waited };
}

test('one that dies is started again alone: at once, and later if it dies again', async () => {
  const running = await start();
  const first = running.pid;
  const second = await killAndWait(running);
  expect(second.pid).not.toBe(first);
  expect(second.waited).toBe(0);
  expect((await killAndWait(running)).waited).toBe(500);
  clock.advance(10_000);
  expect((await killAndWait(running)).waited).toBe(0);
});

test('one that does not start again is tried again and again, without an end', async () => {
  const running = await start();
  writeFileSync(join(dir, 'broken'), '');
  process.kill(running.pid as number, 'SIGKILL');
  for (const [tries, delay] of [0, 500, 1_000].entries()) {
    await expect.poll(() => clock.pending, { timeout: 5_000 }).toEqual([delay]);
    expect(log.messages.filter((message) => message.includes('did not start'))).toHaveLength(tries);
    clock.advance(delay);
  }
  await expect.poll(() => clock.pending, { timeout: 5_000 }).toEqual([2_000]);
  rmSync(join(dir, 'broken'));
  clock.advance(2_000);
  await expect.poll(() => running.pid, { timeout: 5_000 }).toBeDefined();
});

test('one that cannot start because of its settings says why', async () => {
  await expect(start({ PROBLEM: 'TURN_PORT: 3478 is in use' })).rejects.toThrow(
    new StartError(['TURN_PORT: 3478 is in use']),
  );
});

test('one that ends without a word at its start is an error too', async () => {
  writeFileSync(join(dir, 'broken'), '');
  await expect(start()).rejects.toThrow('exit code 7');
});

test('closing ends it, and nothing is started again', async () => {
  const running = await start();
  const pid = running.pid as number;
  await running.close();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(clock.pending).toEqual([]);
  expect(log.messages).toEqual([]);
});

test('closing while a restart is due starts nothing', async () => {
  const running = await start();
  process.kill(running.pid as number, 'SIGKILL');
  await expect.poll(() => clock.pending).toEqual([0]);
  await running.close();
  expect(clock.pending).toEqual([]);
});
