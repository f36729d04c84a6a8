// Somebody tries passcodes over real sockets, as fast as they can, from as many addresses as they have.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResponseFrame } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { FakeSfu } from './sfu/FakeSfu.ts';
import { joinData } from './testing/TestClient.ts';

let dir = '';
let app: FastifyInstance;
let url = '';

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-brute-'));
  app = await buildApp({
    config: readConfig({ DATA_DIR: dir, TURN_BUNDLED: 'false', TRUST_PROXY: 'true' }),
    clientDir: join(dir, 'none'),
    logTo: { write: () => {} },
    sfu: new FakeSfu(),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/ws`;
});
afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true });
});

/** A socket of a client whom the proxy saw at this address. */
async function connect(address: string) {
  const socket = new WebSocket(url, { headers: { 'X-Forwarded-For': address } });
  await once(socket, 'open');
  let lastId = 0;
  const ask = (method: string, data: unknown): Promise<ResponseFrame> =>
    new Promise((resolve) => {
      const id = (lastId += 1);
      socket.on('message', (text: Buffer) => {
        const frame = JSON.parse(text.toString()) as { kind: string; id?: number };
        if (frame.kind === 'response' && frame.id === id) resolve(frame as ResponseFrame);
      });
      socket.send(JSON.stringify({ kind: 'request', id, method, data }));
    });
  const tryPasscode = async (passcode: string): Promise<string> => {
    const response = await ask('join', joinData({ passcode }));
    return response.ok ? 'in' : response.error.code;
  };
  return { ask, tryPasscode, close: () => socket.terminate() };
}

test('[RU5] a thousand tries are slowed, then refused, and who knows the passcode comes in from elsewhere', async () => {
  const host = await connect('203.0.113.1');
  await host.ask('join', joinData());
  await host.ask('setRules', { passcode: '0999' });

  const patient = await connect('192.0.2.7');
  const began = performance.now();
  for (const guess of ['1', '2', '3']) expect(await patient.tryPasscode(guess)).toBe('wrong_passcode');
  expect(performance.now() - began).toBeGreaterThanOrEqual(1_700);

  const outcomes: Record<string, number> = {};
  for (let first = 0; first < 1_000; first += 50) {
    const batch = Array.from({ length: 50 }, async (_, n) => {
      const client = await connect(`198.51.100.${(first + n) % 250}`);
      // The right one is among them.
      const outcome = await client.tryPasscode(String(first + n).padStart(4, '0'));
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      client.close();
    });
    await Promise.all(batch);
  }
  expect(outcomes).toEqual({ wrong_passcode: 100, too_many_tries: 900 });

  const guest = await connect('203.0.113.77');
  expect(await guest.tryPasscode('0999')).toBe('in');
  const neighbour = await connect('198.51.100.251');
  expect(await neighbour.tryPasscode('0999')).toBe('too_many_tries');
  for (const client of [host, patient, guest, neighbour]) client.close();
}, 30_000);
