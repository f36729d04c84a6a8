import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { systemClock } from '../systemClock.ts';
import { TurnProcess } from './TurnProcess.ts';

const program = fileURLToPath(new URL('../../../turn/src/main.ts', import.meta.url));
const env = {
  TURN_SECRET: 'a secret of the tests, as long as it must be',
  TURN_LISTEN: '127.0.0.1',
  TURN_PORT: '25010',
  TURN_RELAY_ADDRESSES: '127.0.0.1',
  TURN_RELAY_PORTS: '25020-25029',
  TURN_MEDIA_PEERS: '127.0.0.1:25030-25031',
};

let turn: TurnProcess | undefined;
afterEach(() => turn?.close());

test('it tells its counts when it is asked, and so they are metrics', { timeout: 20_000 }, async () => {
  const log = new MemoryLog();
  turn = await TurnProcess.start({ name: 'TURN', program, env, exitLimit: 2_000, clock: systemClock, log });
  expect(await turn.counts()).toMatchObject({ allocations: 0, connections: 0, failures: 0 });
  expect(await turn.readings()).toMatchObject({
    parley_turn_up: [[1]],
    parley_turn_allocations: [[0]],
    parley_turn_relayed_bytes_total: [
      ['peer', 0],
      ['client', 0],
    ],
  });

  const { pid } = turn;
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await expect.poll(() => log.messages).toContain('the TURN died');
  expect(await turn.readings()).toEqual({ parley_turn_up: [[0]] });
});
