// The load tester as a person runs it, against a server as an operator runs it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Report } from './report/Report.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'parley-load-'));
let server: ChildProcess;
let url = '';

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    MEDIA_PORT: String(await freePort()),
    WORKERS: '1',
    TURN_BUNDLED: 'false',
    ANNOUNCED_ADDRESS: '127.0.0.1',
    MAX_PEERS_PER_ROOM: '6',
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
  };
  server = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await vi.waitFor(async () => {
    if (!(await fetch(`${url}/healthz`)).ok) throw new Error('not yet');
  }, 20_000);
}, 30_000);

afterAll(async () => {
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(folder, { recursive: true });
});

/** One below the ephemeral range, for TCP and, most likely, UDP. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 25_000 + Math.floor(Math.random() * 7_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    probe.close();
    if (isFree) return port;
  }
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function start(...args: string[]): { program: ChildProcess; ended: Promise<Ended>; output: () => string } {
  const program = spawn(process.execPath, ['loadtest/src/main.ts', ...args], { cwd: root });
  let text = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  const ended = once(program, 'close').then(([code]) => ({ code: code as number | null, output: text }));
  return { program, ended, output: () => text };
}

test('everybody in a meeting gets everybody, and the report says so', async () => {
  const json = join(folder, 'report.json');
  const html = join(folder, 'report.html');
  const people = ['--rooms', '2', '--publishers', '3', '--video', '180p', '--duration', '3'];
  const { ended } = start('rooms-of-eight', '--url', url, ...people, '--json', json, '--html', html);
  const { output } = await ended;
  const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
  expect(report.failures).toEqual({});
  expect(report).toMatchObject({ joined: 6, tracks: { received: 24, expected: 24 } });
  expect(report.packets).toMatchObject({ damaged: 0, duplicates: 0 });
  expect(report.packets.received).toBeGreaterThan(1_000);
  expect(report.times.latency?.count).toBeGreaterThan(1_000);
  // Elsewhere nobody tells what it uses.
  const memory = process.platform === 'linux' ? report.server?.sfuMemory : Infinity;
  expect(memory).toBeGreaterThan(1e6);
  expect(output).toContain('24 of 24');
  expect(readFileSync(html, 'utf8')).toContain('<svg');
}, 60_000);

test('Ctrl-C ends it in order, with the figures so far', async () => {
  const { program, ended, output } = start(
    '--url',
    url,
    '--subscribers',
    '2',
    '--video',
    '180p',
    '--duration',
    '600',
  );
  await vi.waitFor(() => expect(output()).toContain('measuring'), 30_000);
  program.kill('SIGINT');
  const { output: text } = await ended;
  expect(text).toContain('Stopped early');
  expect(text).toContain('4 of 4');
}, 60_000);

test('who churns leaves nothing behind that fails', async () => {
  const args = [
    '--publishers',
    '1',
    '--subscribers',
    '2',
    '--churn',
    '20',
    '--rooms',
    '2',
    '--duration',
    '1',
  ];
  const { output } = await start('churn', '--url', url, ...args).ended;
  expect(output).toMatch(/left and replaced\s+20\n/);
  expect(output).toMatch(/failures\s+none/);
}, 60_000);

test('a room that is full is named, with the setting that makes it so', async () => {
  const { code, output } = await start('--url', url, '--subscribers', '10', '--video', '180p').ended;
  expect(code).toBe(1);
  expect(output).toContain('MAX_PEERS_PER_ROOM');
}, 60_000);

test('an address where nobody listens is said at once', async () => {
  const { code, output } = await start('--url', `http://127.0.0.1:${await freePort()}`).ended;
  expect(code).toBe(1);
  expect(output).toMatch(/^There is no Parley at .*: nobody listens there/);
}, 20_000);

test('more participants than there may be files are refused before anything starts', async () => {
  const { code, output } = await start('--url', url, '--subscribers', '90000000').ended;
  expect(code).toBe(1);
  expect(output).toMatch(/^Each process would have \d+ files open, and may have \d+/);
}, 20_000);
