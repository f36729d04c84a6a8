import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const quiet = { LOG_LEVEL: 'silent', WORKERS: '1', MEDIA_PORT: '24900', ANNOUNCED_ADDRESS: '127.0.0.1' };

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

async function runServer(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const server = spawn(process.execPath, [main], {
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
      '  PORT must be integer\n' +
      '  WORKERS must be >= 1\n' +
      '  LOG_LEVEL must be equal to one of the allowed values: trace, debug, info, warn, error, silent\n',
  });
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
