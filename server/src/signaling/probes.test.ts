import { limits, timing } from '@parley/protocol';
import { expect, test } from 'vitest';
import { fingerprints, opusParameters } from '../testing/rtp.ts';
import { settle, testServer } from '../testing/testServer.ts';

test('[PB1] a probe is a transport of no room, with ICE servers', async () => {
  const turn = {
    secret: 'the secret of the tests',
    urls: ['turn:turn.example:3478?transport=udp'],
    lifetime: 3_600_000,
    relaysToAll: false,
  };
  const server = testServer({}, { turn });
  const { transport, iceServers } = await server.connect().request('probe', { fingerprints });
  expect(server.sfu.transports.map(({ parameters }) => parameters.id)).toEqual([transport.id]);
  expect(iceServers).toEqual([expect.objectContaining({ urls: turn.urls })]);
  expect(server.rooms.size).toBe(0);
});

test('[PB4] where rooms are entered by token, a relay to everybody is for those who have one', async () => {
  const turn = (relaysToAll: boolean) => ({
    secret: 'the secret of the tests',
    urls: ['turn:turn.example:3478?transport=udp'],
    lifetime: 3_600_000,
    relaysToAll,
  });
  const offered = async (rolesByToken: boolean, relaysToAll: boolean) => {
    const server = testServer({ rolesByToken }, { turn: turn(relaysToAll) });
    return (await server.connect().request('probe', { fingerprints })).iceServers.length;
  };
  expect(await offered(false, true)).toBe(1);
  expect(await offered(true, false)).toBe(1);
  expect(await offered(true, true)).toBe(0);
});

test('[PB1] somebody in a room may probe too, and the room does not see it', async () => {
  const server = testServer();
  const ana = await server.joined();
  const ben = await server.joined({ displayName: 'Ben' });
  await ben.request('probe', { fingerprints });
  expect(ana.newsMethods).toEqual(['peerJoined']);
});

test('[PB2] sound is taken on it, and nobody gets it', async () => {
  const server = testServer();
  await server.joined();
  const client = server.connect();
  const { transport } = await client.request('probe', { fingerprints });
  const rtpParameters = opusParameters;
  await client.request('probeSound', { transportId: transport.id, rtpParameters });
  expect(server.sfu.producers).toHaveLength(1);
  expect(server.sfu.consumers).toHaveLength(0);
});

test('[PB3] it ends with the socket, and its router with the last of them', async () => {
  const server = testServer();
  const [one, other] = [server.connect(), server.connect()];
  await one.request('probe', { fingerprints });
  await other.request('probe', { fingerprints });
  expect(server.sfu.routers).toHaveLength(1);
  one.loseSocket();
  expect(server.sfu.transports).toHaveLength(1);
  other.loseSocket();
  await settle();
  expect(server.sfu.routers).toHaveLength(0);
});

test('[PB3] it ends after a minute', async () => {
  const server = testServer();
  const client = server.connect();
  await client.request('probe', { fingerprints });
  await server.pass(timing.probe, client);
  expect(server.sfu.transports).toHaveLength(0);
  await client.request('probe', { fingerprints });
  expect(server.sfu.transports).toHaveLength(1);
});

test('[PB3] a socket has so many at a time', async () => {
  const client = testServer().connect();
  for (let count = 0; count < limits.probesPerSocket; count += 1) {
    await client.request('probe', { fingerprints });
  }
  expect(await client.refused('probe', { fingerprints })).toBe('too_fast');
});

test('[PB3] the server has so many at a time', async () => {
  const server = testServer();
  for (let count = 0; count < limits.probes; count += 1) {
    await server.connect().request('probe', { fingerprints });
  }
  expect(await server.connect().refused('probe', { fingerprints })).toBe('too_fast');
});

test("[PB3] another socket's probe is none of one's own", async () => {
  const server = testServer();
  const { transport } = await server.connect().request('probe', { fingerprints });
  const data = { transportId: transport.id, rtpParameters: opusParameters };
  expect(await server.connect().refused('probeSound', data)).toBe('not_found');
});

test('a worker that dies takes its probes with it, and another has the next', async () => {
  const server = testServer();
  const client = server.connect();
  await client.request('probe', { fingerprints });
  server.sfu.kill();
  expect(server.sfu.transports).toHaveLength(0);
  await client.request('probe', { fingerprints });
  expect(server.sfu.transports).toHaveLength(1);
});
