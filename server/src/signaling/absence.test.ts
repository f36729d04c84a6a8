import { expect, test } from 'vitest';
import { timing, type Snapshot } from '@parley/protocol';
import type { TestClient } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

async function pair() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  await ben.sendCamera();
  await settle();
  return { ...server, ana, ben, before: snapshotOf(ben) };
}

function snapshotOf(client: TestClient): Snapshot {
  if (!client.snapshot) throw new Error('not joined');
  return client.snapshot;
}

test('[RS1] a peer whose socket is lost keeps place and media, and nobody is told', async () => {
  const { ana, ben, pass, sfu } = await pair();
  const told = ana.news.length;
  ben.loseSocket();
  await pass(19_000, ana);
  expect(ana.news).toHaveLength(told);
  expect(sfu.producers).toHaveLength(1);
  expect(sfu.transports).toHaveLength(4);
});

test('[RS2] with its token it is in the same place again, with a new snapshot, and nobody is told', async () => {
  const { ana, ben, before, connect, pass } = await pair();
  const told = ana.news.length;
  ben.loseSocket();
  await pass(19_000, ana);
  const again = connect();
  const snapshot = await again.resume(before, { mediaId: before.media.id });
  await pass(60_000, ana, again);
  expect(snapshot.resumed).toBe(true);
  expect(snapshot.self).toEqual({
    id: ben.id,
    displayName: 'Ben',
    role: 'participant',
    tracks: [{ id: 'camera', kind: 'video', source: 'camera', muted: false }],
  });
  expect(snapshot.peers.map((peer) => peer.id)).toEqual([ana.id]);
  expect(ana.news.slice(told)).toEqual([]);
});

test('[RS2] what was missed is in the snapshot', async () => {
  const { ana, ben, before, connect } = await pair();
  ben.loseSocket();
  await ana.sendMicrophone();
  await settle();
  const again = connect();
  const { peers, media } = await again.resume(before, { mediaId: before.media.id });
  expect(peers[0]?.tracks.map(({ id }) => id)).toEqual(['microphone']);
  expect(media.consumers).toMatchObject([{ peerId: ana.id, trackId: 'microphone', paused: true }]);
  expect(again.newsMethods).toEqual([]);
});

test('[RS3] transports that the client still has are kept', async () => {
  const { ana, ben, before, connect, sfu } = await pair();
  ben.loseSocket();
  const { media } = await connect().resume(before, { mediaId: before.media.id });
  expect(media.id).toBe(before.media.id);
  expect(media.sendTransport).toEqual(before.media.sendTransport);
  expect(sfu.producers).toHaveLength(1);
  expect(ana.told('consumerClosed')).toEqual([]);
});

test('[RS3] otherwise new ones are made, and the track waits on record to be sent again', async () => {
  const { ana, ben, before, connect, sfu } = await pair();
  ben.loseSocket();
  const again = connect();
  const { media, self } = await again.resume(before);
  expect(media.id).not.toBe(before.media.id);
  expect(sfu.transports).toHaveLength(4);
  expect(sfu.producers).toEqual([]);
  expect(self.tracks.map(({ id }) => id)).toEqual(['camera']);
  expect(ana.told('consumerClosed')).toHaveLength(1);
  await again.sendCamera();
  await settle();
  expect(ana.told('trackAdded')).toHaveLength(1);
  expect(ana.told('consumerAdded')).toHaveLength(2);
});

test('[RS4] after 20 s it is gone for everybody, told once', async () => {
  const { ana, ben, before, connect, pass, sfu } = await pair();
  ben.loseSocket();
  await pass(20_000, ana);
  expect(ana.told('peerLeft')).toEqual([{ peerId: ben.id }]);
  expect(sfu.transports).toHaveLength(2);
  await pass(60_000, ana);
  expect(ana.told('peerLeft')).toHaveLength(1);
  await connect().resume(before, { mediaId: before.media.id });
  expect(ana.told('peerJoined')).toHaveLength(2);
});

test('[RS4] the last one to stay away closes the room', async () => {
  const { ana, ben, clock, rooms, sfu } = await pair();
  ana.loseSocket();
  ben.loseSocket();
  expect(rooms.size).toBe(1);
  clock.advance(20_000);
  expect(rooms.size).toBe(0);
  expect(sfu.routers).toEqual([]);
});

test('[RS5] coming back while the old socket is open closes that one', async () => {
  const { ana, ben, before, connect, pass } = await pair();
  const again = connect();
  await again.resume(before, { mediaId: before.media.id });
  expect(ben.closed).toEqual({ code: 4409, reason: 'replaced' });
  ben.loseSocket();
  await pass(30_000, again, ana);
  expect(ana.told('peerLeft')).toEqual([]);
  expect(await again.ask('closeTrack', { trackId: 'camera' })).toMatchObject({ ok: true });
});

test('[RS6] a token outlives a restart of the server: new place, same id', async () => {
  const server = testServer();
  const ana = await server.joined();
  const before = snapshotOf(ana);
  server.rooms.close('restarting');
  const restarted = testServer();
  const again = restarted.connect();
  const after = await again.resume(before, { mediaId: before.media.id });
  expect(before.resumed).toBe(false);
  expect(after.resumed).toBe(false);
  expect(after.self.id).toBe(before.self.id);
  expect(after.self.tracks).toEqual([]);
});

test('[RS6] a token of another room, or that is not ours, is ignored', async () => {
  const { ben, before, connect } = await pair();
  const tokens = [
    'nonsense',
    `${ben.id}.AAAA`,
    before.resumeToken.slice(0, -4),
    `${before.resumeToken}.x`,
    '.',
    'é.é',
  ];
  for (const token of tokens) {
    const { self } = await connect().join({ resume: { token } });
    expect(self.id).not.toBe(ben.id);
  }
  const elsewhere = await connect().join({ room: 'other', resume: { token: before.resumeToken } });
  expect(elsewhere.self.id).not.toBe(ben.id);
  expect(ben.closed).toBeUndefined();
});

test('[RS7] a page that may be loaded anew keeps its place for 5 s, and nobody is told', async () => {
  const { ana, ben, before, connect, pass } = await pair();
  await ben.request('raiseHand', {});
  const told = ana.news.length;
  await ben.request('leave', { mayReturn: true });
  expect(ben.closed).toEqual({ code: 1000, reason: 'left' });
  await pass(4_900, ana);
  const again = connect();
  const { resumed, self, hands } = await again.resume(before);
  expect({ resumed, id: self.id, hands }).toEqual({ resumed: true, id: ben.id, hands: [ben.id] });
  expect(ana.newsMethods.slice(told - 1)).not.toContain('peerLeft');
  await pass(30_000, ana, again);
  expect(ana.told('peerLeft')).toEqual([]);
  expect(ana.told('peerJoined')).toHaveLength(1);
});

test('[RS7] a window that is closed is gone after that', async () => {
  const { ana, ben, pass } = await pair();
  await ben.request('leave', { mayReturn: true });
  await pass(5_000, ana);
  expect(ana.told('peerLeft')).toEqual([{ peerId: ben.id }]);
});

test('[JN8] who leaves and closes the socket at once has left, whatever they asked for before', async () => {
  const { ana, ben, pass } = await pair();
  void ben.request('ping', {});
  void ben.request('leave', {});
  ben.loseSocket();
  await pass(0, ana);
  expect(ana.newsMethods.at(-1)).toBe('peerLeft');
});

test('[JN8] so has who may be back at once, for as long as a page takes to load', async () => {
  const { ana, ben, pass } = await pair();
  void ben.request('ping', {});
  void ben.request('leave', { mayReturn: true });
  ben.loseSocket();
  await pass(1_000, ana);
  expect(ana.newsMethods).not.toContain('peerLeft');
  await pass(timing.reloadGrace, ana);
  expect(ana.newsMethods.at(-1)).toBe('peerLeft');
});
