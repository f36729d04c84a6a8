import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

// Each test starts servers.
vi.setConfig({ testTimeout: 20_000 });

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const quiet = {
  LOG_LEVEL: 'silent',
  WORKERS: '1',
  MEDIA_PORT: '24900',
  ANNOUNCED_ADDRESS: '127.0.0.1',
  TURN_BUNDLED: 'false',
};
const turnPort = 24_910;
const withTurn = {
  PORT: '24890',
  LOG_LEVEL: 'info',
  TURN_BUNDLED: 'true',
  TURN_PORT: String(turnPort),
  TURN_RELAY_PORTS: '24920-24929',
};

let dataDir = '';
let taken: Server;
let takenPort = '';

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-main-'));
  taken = createServer();
  taken.listen(0, '0.0.0.0');
  await once(taken, 'listening');
  takenPort = String((taken.address() as AddressInfo).port);
});

afterAll(() => {
  taken.close();
  rmSync(dataDir, { recursive: true });
});

let started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started = [];
});

/** A server that serves, its media and its TURN server. */
async function startServer(env: Record<string, string>): Promise<ChildProcess> {
  const { server, output } = spawnServer(env);
  await expect.poll(output, { timeout: 15_000 }).toContain('Server listening');
  return server;
}

/** It is watched by its channel as by `npm start`. */
function spawnServer(env: Record<string, string>): { server: ChildProcess; output: () => string } {
  const server = spawn(process.execPath, [main], {
    env: { ...process.env, DATA_DIR: dataDir, ...quiet, ...withTurn, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  started.push(server);
  let output = '';
  server.stdout?.on('data', (text: Buffer) => {
    output += text.toString();
  });
  return { server, output: () => output };
}

async function runServer(
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<{ code: number; output: string }> {
  const server = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, ...quiet, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (text: Buffer) => {
      output += text.toString();
    });
  }
  const [code] = (await once(server, 'close')) as [number];
  return { code, output };
}

test('a server that cannot start says all that is wrong, in words and without a stack', async () => {
  expect(await runServer({ PORT: 'http', WORKERS: '-1', LOG_LEVEL: 'loud' })).toEqual({
    code: 1,
    output:
      'Parley cannot start:\n' +
      '  PORT: “http” is not a whole number from 0 to 65535.\n' +
      '  WORKERS: “-1” is not a whole number from 1 to 256.\n' +
      '  LOG_LEVEL: “loud” is none of trace, debug, info, warn, error, silent.\n',
  });
});

test('[ST3] what is wrong in a file of settings is told with the rest', async () => {
  const file = join(dataDir, 'settings.env');
  writeFileSync(file, 'PORT 3000\nVOICES=many\n');
  const { code, output } = await runServer({ LOG_LEVEL: 'loud' }, ['--settings', file]);
  expect(code).toBe(1);
  expect(output.split('\n').slice(0, 4)).toEqual([
    'Parley cannot start:',
    '  settings.env, line 1: that is not NAME=value.',
    expect.stringContaining('  VOICES: “many” is not'),
    expect.stringContaining('  LOG_LEVEL: “loud” is none of'),
  ]);
});

test('a wrong announced address stops the start', async () => {
  const { code, output } = await runServer({ ANNOUNCED_ADDRESS: '224.0.0.1' });
  expect(code).toBe(1);
  expect(output).toMatch(/^Parley cannot start:\n {2}ANNOUNCED_ADDRESS: 224\.0\.0\.1 is a multicast address/);
});

test('a port in use is named with the setting that changes it', async () => {
  expect(await runServer({ PORT: takenPort })).toEqual({
    code: 1,
    output: `Parley cannot start:\n  PORT: ${takenPort} is in use by another program. End that one, or set another.\n`,
  });
  expect((await runServer({ PORT: '0', MEDIA_PORT: takenPort })).output).toMatch(
    /^Parley cannot start:\n {2}Media cannot use TCP port \d+ of 0\.0\.0\.0.*change MEDIA_PORT\.\n$/,
  );
});

test('what is wrong with the media and with the TURN server is told at once', async () => {
  const { code, output } = await runServer({
    ...withTurn,
    LOG_LEVEL: 'silent',
    MEDIA_PORT: takenPort,
    TURN_RELAY_PORTS: '9-1',
    TURN_DENIED_PEERS: 'everybody',
  });
  expect(code).toBe(1);
  expect(output.split('\n')).toEqual([
    'Parley cannot start:',
    expect.stringContaining(`TCP port ${takenPort}`),
    '  TURN_RELAY_PORTS: "9-1" is no port or range of ports',
    '  TURN_DENIED_PEERS: "everybody" is no CIDR range',
    '',
  ]);
});

test('a port of the TURN server that is in use stops the start', async () => {
  const { code, output } = await runServer({ ...withTurn, LOG_LEVEL: 'silent', TURN_PORT: takenPort });
  expect(code).toBe(1);
  expect(output).toMatch(/^Parley cannot start:\n {2}TURN_PORT: \d+ is in use by another program/);
});

test('the TURN server has a secret of its own, for its owner only', async () => {
  await startServer({});
  const path = join(dataDir, 'turn-secret');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).not.toBe(readFileSync(join(dataDir, 'secret'), 'utf8'));
});

test.each([
  ['is told to end', (server: ChildProcess) => server.kill('SIGTERM')],
  ['is killed', (server: ChildProcess) => server.kill('SIGKILL')],
  ['loses who started it', (server: ChildProcess) => server.disconnect()],
] as const)('a server that %s takes its TURN server with it', async (_how, end) => {
  const server = await startServer({});
  expect(await isFree(turnPort)).toBe(false);
  const ended = once(server, 'exit');
  end(server);
  await ended;
  await expect.poll(() => isFree(turnPort), { timeout: 5_000 }).toBe(true);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a server that gets %s while it starts ends, and never serves',
  async (signal) => {
    const { server, output } = spawnServer({});
    await expect.poll(output, { timeout: 15_000 }).toContain('media workers are running');
    const ended = once(server, 'exit');
    server.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(output()).not.toContain('Server listening');
    await expect.poll(() => isFree(turnPort), { timeout: 5_000 }).toBe(true);
  },
);

test(
  '[DR2] a server that is asked to drain by SIGUSR2 ends by itself when nobody is in a room',
  { timeout: 20_000 },
  async () => {
    const server = await startServer({});
    const ended = once(server, 'exit');
    server.kill('SIGUSR2');
    expect(await ended).toEqual([0, null]);
  },
);

/** Nobody awaits clients there: nothing is left of the TURN server. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '0.0.0.0'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
