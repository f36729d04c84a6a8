import { limits } from '@parley/protocol';
import { expect, test } from 'vitest';
import { joinData } from '../testing/TestClient.ts';
import { testServer } from '../testing/testServer.ts';

const ping = (id: number, padding = '') =>
  JSON.stringify({ kind: 'request', id, method: 'ping', data: {} }) + padding;

test('[LM1] a frame at the limit is taken, one over it closes the socket', async () => {
  const client = testServer().connect();
  const size = ping(1).length;
  client.sendText(ping(1, ' '.repeat(limits.frameBytes - size)));
  expect(client.closed).toBeUndefined();
  client.sendText(ping(2, ' '.repeat(limits.frameBytes - size + 1)));
  expect(client.closed).toEqual({ code: 4413, reason: 'frame_too_large' });
});

test('[LM1] bytes count, not characters', () => {
  const client = testServer().connect();
  client.sendText(JSON.stringify('é'.repeat(limits.frameBytes / 2)));
  expect(client.closed?.reason).toBe('frame_too_large');
});

test('[LM2] a flood closes the socket', async () => {
  const { connect, clock } = testServer();
  const client = connect();
  for (let n = 0; n < limits.requestBurst; n += 1) await client.ask('ping');
  expect(client.closed).toBeUndefined();
  clock.advance(1000);
  for (let n = 0; n < limits.requestsPerSecond; n += 1) await client.ask('ping');
  expect(client.closed).toBeUndefined();
  client.sendText(ping(1));
  expect(client.closed).toEqual({ code: 4429, reason: 'flood' });
});

test('[LM2] requests that pile up behind a slow one close the socket', async () => {
  const { connect, sfu } = testServer();
  const client = connect();
  const gate = sfu.holdNext('createTransport');
  void client.ask('join', joinData());
  await expect.poll(() => gate.reached).toBe(true);
  for (let n = 1; n < limits.pendingRequests; n += 1) client.sendText(ping(n));
  expect(client.closed).toBeUndefined();
  client.sendText(ping(0));
  expect(client.closed?.reason).toBe('flood');
  gate.release();
});

test('[LM3] silence closes the socket, a heartbeat keeps it', async () => {
  const { connect, clock } = testServer();
  const [silent, alive] = [connect(), connect()];
  clock.advance(11_000);
  await alive.ask('ping');
  clock.advance(1_000);
  expect(silent.closed).toEqual({ code: 4408, reason: 'silent' });
  clock.advance(10_500);
  expect(alive.closed).toBeUndefined();
  clock.advance(500);
  expect(alive.closed?.reason).toBe('silent');
});

test('[LM3] a socket that is closed is not watched any more', () => {
  const { connect, clock } = testServer();
  connect().loseSocket();
  expect(clock.pending).toEqual([]);
});

test('[LM4] a client that does not take its frames is closed', async () => {
  const client = testServer().connect();
  client.bufferedBytes = limits.bufferedBytes + 1;
  void client.ask('ping');
  await expect.poll(() => client.closed).toEqual({ code: 4420, reason: 'slow' });
});

test('[LM5] a server that shuts down says so to everybody, and lets nobody in', async () => {
  const { joined, connect, rooms, sfu, clock } = testServer();
  const clients = [await joined(), await joined({ room: 'other' })];
  rooms.close('restarting');
  expect(clock.pending).toEqual([]);
  for (const client of clients) expect(client.closed).toEqual({ code: 1012, reason: 'restarting' });
  expect(sfu.routers).toEqual([]);
  expect(await connect().refused('join', joinData())).toBe('server_closing');
});

test('[LM6] no name, token or fingerprint of anybody reaches the log', async () => {
  const { joined, logged, sfu } = testServer();
  const client = await joined({ displayName: 'Wilhelmina' });
  await client.sendCamera();
  sfu.failNext('restartIce', new Error('unexpected'));
  await client.ask('restartIce', { transportId: client.snapshot?.media.sendTransport.id });
  await client.ask('produce', { track: 'Wilhelmina' });
  client.loseSocket();
  const text = JSON.stringify(logged);
  expect(logged.length).toBeGreaterThan(3);
  for (const secret of ['Wilhelmina', client.snapshot?.resumeToken ?? '', 'AB:AB', '127.0.0.1']) {
    expect(text).not.toContain(secret);
  }
});
