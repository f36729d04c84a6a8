import { expect, test } from 'vitest';
import { settle, testServer } from '../testing/testServer.ts';

async function sendingPair() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  await ana.sendMicrophone();
  await ana.sendCamera({ muted: true });
  await settle();
  return { ...server, ana, ben };
}

test('[MD1] when the worker dies everybody gets new transports and nobody leaves', async () => {
  const { ana, ben, sfu } = await sendingPair();
  sfu.kill();
  await settle();
  expect(sfu.routers).toHaveLength(1);
  expect(sfu.transports).toHaveLength(4);
  for (const client of [ana, ben]) {
    expect(client.told('mediaReset')).toHaveLength(1);
    expect(client.mediaId).not.toBe(client.snapshot?.media.id);
    expect(client.told('peerLeft')).toEqual([]);
    expect(client.closed).toBeUndefined();
  }
});

test('[MD2] tracks sent again are the same tracks, muted as they were', async () => {
  const { ana, ben, sfu } = await sendingPair();
  sfu.kill();
  await settle();
  await ana.sendMicrophone();
  await ana.sendCamera({ muted: true });
  await settle();
  expect(ben.told('trackAdded')).toHaveLength(2);
  expect(ben.told('trackRemoved')).toEqual([]);
  expect(ben.told('trackChanged')).toEqual([]);
  expect(ben.told('consumerAdded')).toHaveLength(4);
  expect(sfu.producers.map(({ kind, paused }) => ({ kind, paused }))).toEqual([
    { kind: 'audio', paused: false },
    { kind: 'video', paused: true },
  ]);
});

test('[MD2] a consumer for new transports comes after them, never before', async () => {
  const { ana, ben, sfu } = await sendingPair();
  sfu.kill();
  const gate = sfu.holdNext('createTransport');
  await settle();
  gate.release();
  await settle();
  await ana.sendMicrophone();
  await settle();
  const methods = ben.newsMethods;
  const reset = methods.indexOf('mediaReset');
  const known = [
    ...(ben.told('mediaReset')[0]?.media.consumers ?? []),
    ...methods.slice(reset).filter((method) => method === 'consumerAdded'),
  ];
  expect(known).toHaveLength(1);
});

test('[MD1] a mute while the media is being rebuilt is kept', async () => {
  const { ana, ben, sfu } = await sendingPair();
  const gate = sfu.holdNext('createRouter');
  sfu.kill();
  await ana.request('setTrackMuted', { trackId: 'microphone', muted: true });
  expect(ben.told('trackChanged')).toHaveLength(1);
  gate.release();
  await settle();
  expect(ana.told('mediaReset')).toHaveLength(1);
});

test('[MD1] a pause that fails because the worker dies is kept on record', async () => {
  const { ana, ben, sfu } = await sendingPair();
  sfu.failNext('pauseProducer');
  await ana.request('setTrackMuted', { trackId: 'microphone', muted: true });
  expect(ben.told('trackChanged')).toEqual([{ peerId: ana.id, trackId: 'microphone', muted: true }]);
});

test('[MD1] whoever is absent while it happens finds new transports on return', async () => {
  const { ana, ben, sfu, connect } = await sendingPair();
  const before = ben.snapshot;
  if (!before) throw new Error('not joined');
  ben.loseSocket();
  sfu.kill();
  await settle();
  await ana.sendMicrophone();
  await settle();
  const { media } = await connect().resume(before, { mediaId: before.media.id });
  expect(media.id).not.toBe(before.media.id);
  expect(media.consumers).toMatchObject([{ trackId: 'microphone', paused: false }]);
});

test('[MD3] a room tries until a worker runs again, and a join waits no longer than its answer', async () => {
  const { ana, ben, sfu, clock, connect } = await sendingPair();
  sfu.available = false;
  sfu.kill();
  await settle();
  await expect(connect().join()).rejects.toThrow('media_unavailable');
  clock.advance(3_000);
  await settle();
  expect(ana.told('mediaReset')).toEqual([]);
  sfu.available = true;
  clock.advance(1_000);
  await settle();
  for (const client of [ana, ben]) expect(client.told('mediaReset')).toHaveLength(1);
});

test('[MD3] a worker that dies in the middle of the rebuilding is survived too', async () => {
  const { ana, ben, sfu, clock } = await sendingPair();
  const gate = sfu.holdNext('createTransport');
  sfu.kill();
  await expect.poll(() => gate.reached).toBe(true);
  sfu.kill();
  await settle();
  clock.advance(1_000);
  await settle();
  for (const client of [ana, ben]) {
    const live = sfu.transports.map(({ id }) => id);
    expect(live).toContain(client.told('mediaReset').at(-1)?.media.sendTransport.id);
  }
  expect(sfu.transports).toHaveLength(4);
});

test('[MD3] a worker that dies the moment it has taken a room is not kept', async () => {
  const { connect, sfu, rooms } = testServer();
  const createRouter = sfu.createRouter.bind(sfu);
  sfu.createRouter = async (events) => {
    const router = await createRouter(events);
    sfu.kill();
    return router;
  };
  const ana = connect();
  await expect(ana.join()).rejects.toThrow('media_unavailable');
  expect(rooms.size).toBe(0);
  sfu.createRouter = createRouter;
  await ana.join();
  await ana.sendMicrophone();
  expect(sfu.producers).toHaveLength(1);
});

test('[MD3] a worker that dies while somebody joins leaves the join to be tried again', async () => {
  const { ana, sfu, connect, rooms } = await sendingPair();
  const cleo = connect();
  const gate = sfu.holdNext('createTransport');
  const joining = cleo.join();
  await expect.poll(() => gate.reached).toBe(true);
  sfu.kill();
  await expect(joining).rejects.toThrow('media_unavailable');
  await settle();
  await cleo.join();
  expect(rooms.find('garden')?.size).toBe(3);
  expect(ana.told('peerJoined').at(-1)?.peer.id).toBe(cleo.id);
  expect(sfu.transports).toHaveLength(6);
});
