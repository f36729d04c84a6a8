import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const env = {
  TURN_SECRET: 'a secret for the tests',
  TURN_LISTEN: '127.0.0.1',
  TURN_PORT: '27878',
  TURN_RELAY_ADDRESSES: '127.0.0.1',
  TURN_METRICS_PORT: '27879',
};

function start(changes: Record<string, string> = {}) {
  return spawn(process.execPath, [main], {
    env: { ...process.env, ...env, ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('the process starts, has metrics, says what stops another, and ends when asked', async () => {
  const server = start();
  await once(server.stdout, 'data');
  const metrics = await fetch('http://127.0.0.1:27879/metrics');
  expect(await metrics.text()).toContain('turn_allocations 0\n');

  const second = start();
  let output = '';
  second.stderr.on('data', (text: Buffer) => {
    output += text.toString();
  });
  expect((await once(second, 'close'))[0]).toBe(1);
  expect(output).toContain('TURN_PORT: 27878 is in use by another program');

  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
});
