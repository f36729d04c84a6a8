import { expect, test } from 'vitest';
import { directPair } from '../testing/direct.ts';
import { settle, testServer } from '../testing/testServer.ts';

/** Ana is the host. */
async function trio() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  const cleo = await server.joined({ displayName: 'Cleo' });
  await ben.sendMicrophone();
  await ben.sendCamera();
  await settle();
  return { ...server, ana, ben, cleo };
}

const isPaused = (server: Awaited<ReturnType<typeof trio>>, kind: 'audio' | 'video') =>
  server.sfu.producers.filter((producer) => producer.kind === kind).map(({ paused }) => paused);

test('[MO1] a track that a host mutes is not forwarded, and everybody is told', async () => {
  const server = await trio();
  const { ana, ben, cleo } = server;
  await ana.request('muteTrack', { peerId: ben.id, trackId: 'microphone' });
  expect(isPaused(server, 'audio')).toEqual([true]);
  expect(isPaused(server, 'video')).toEqual([false]);
  expect(ben.told('trackMuted')).toEqual([{ trackId: 'microphone', by: ana.id }]);
  const changed = [{ peerId: ben.id, trackId: 'microphone', muted: true }];
  expect(cleo.told('trackChanged')).toEqual(changed);
  expect(ana.told('trackChanged')).toEqual(changed);
  expect(ben.told('trackChanged')).toEqual([]);
});

test('[MO1] what is muted already tells nobody', async () => {
  const { ana, ben, cleo } = await trio();
  await ben.request('setTrackMuted', { trackId: 'microphone', muted: true });
  await ana.request('muteTrack', { peerId: ben.id, trackId: 'microphone' });
  expect(ben.told('trackMuted')).toEqual([]);
  expect(cleo.told('trackChanged')).toHaveLength(1);
});

test('[MO1] muteAll mutes the microphones of everybody else', async () => {
  const server = await trio();
  const { ana, ben, cleo } = server;
  await ana.sendMicrophone();
  await cleo.sendMicrophone();
  await ana.request('muteAll', {});
  expect(isPaused(server, 'audio')).toEqual([false, true, true]);
  expect(isPaused(server, 'video')).toEqual([false]);
  for (const client of [ben, cleo]) expect(client.told('trackMuted')).toHaveLength(1);
  expect(ana.told('trackMuted')).toEqual([]);
});

test('[MO2] only the sender unmutes, by saying so', async () => {
  const server = await trio();
  const { ana, ben } = server;
  await ana.request('muteTrack', { peerId: ben.id, trackId: 'microphone' });
  // There is no request by which a host could: the same one, once more, changes nothing.
  await ana.request('muteTrack', { peerId: ben.id, trackId: 'microphone' });
  expect(await ana.refused('setTrackMuted', { trackId: 'microphone', muted: false })).toBe('not_found');
  expect(isPaused(server, 'audio')).toEqual([true]);
  await ben.request('setTrackMuted', { trackId: 'microphone', muted: false });
  expect(isPaused(server, 'audio')).toEqual([false]);
});

test('[MO2] a track that is sent anew stays muted', async () => {
  const server = await trio();
  const { ana, ben, connect, sfu } = server;
  ben.loseSocket();
  await ana.request('muteTrack', { peerId: ben.id, trackId: 'microphone' });
  const again = connect();
  const snapshot = await again.resume(ben.joinedWith);
  expect(snapshot.mutedByHost).toEqual(['microphone']);
  await again.sendMicrophone();
  expect(sfu.producers.map(({ kind, paused }) => ({ kind, paused }))).toEqual([
    { kind: 'audio', paused: true },
  ]);
  await again.request('setTrackMuted', { trackId: 'microphone', muted: false });
  again.loseSocket();
  expect((await connect().resume(snapshot)).mutedByHost).toEqual([]);
});

test('[MO2] a track that is muted while it is on its way arrives muted', async () => {
  const server = await trio();
  const { ana, ben, connect, sfu } = server;
  ben.loseSocket();
  const again = connect();
  await again.resume(ben.joinedWith);
  const gate = sfu.holdNext('produce');
  const sending = again.sendMicrophone();
  await expect.poll(() => gate.reached).toBe(true);
  await ana.request('muteTrack', { peerId: ben.id, trackId: 'microphone' });
  gate.release();
  await sending;
  expect(isPaused(server, 'audio')).toEqual([true]);
});

test('[MO3] somebody who is removed is out at once, told why, and does not come back to their place', async () => {
  const { ana, ben, cleo, connect, sfu } = await trio();
  await ana.request('remove', { peerId: ben.id });
  expect(ben.closed).toEqual({ code: 4403, reason: 'removed' });
  expect(cleo.told('peerLeft')).toEqual([{ peerId: ben.id }]);
  expect(sfu.producers).toEqual([]);
  await expect(connect().resume(ben.joinedWith)).rejects.toThrow('removed');
  expect((await connect().join()).self.id).not.toBe(ben.id);
});

test('[MO3] somebody who is removed while away learns it when they are back', async () => {
  const { ana, ben, cleo, connect } = await trio();
  ben.loseSocket();
  await ana.request('remove', { peerId: ben.id });
  expect(cleo.told('peerLeft')).toEqual([{ peerId: ben.id }]);
  await expect(connect().resume(ben.joinedWith)).rejects.toThrow('removed');
});

test('[MO3] somebody who is removed while coming back is out', async () => {
  const { ana, ben, cleo, connect, sfu } = await trio();
  ben.loseSocket();
  const again = connect();
  const gate = sfu.holdNext('createTransport');
  void again.resume(ben.joinedWith);
  await expect.poll(() => gate.reached).toBe(true);
  await ana.request('remove', { peerId: ben.id });
  gate.release();
  await settle();
  expect(again.closed?.reason).toBe('removed');
  expect(cleo.told('peerLeft')).toHaveLength(1);
  expect(sfu.transports).toHaveLength(4);
});

test('[MO4] the end for all closes every socket, and the room', async () => {
  const { ana, ben, cleo, rooms, sfu } = await trio();
  void ana.ask('endForAll');
  await settle();
  for (const client of [ana, ben, cleo]) expect(client.closed).toEqual({ code: 4410, reason: 'ended' });
  expect(rooms.size).toBe(0);
  expect(sfu.routers).toEqual([]);
});

test('[RU1] the rules are in the snapshot, and everybody is told of a change', async () => {
  const { ana, ben, joined } = await trio();
  expect(ben.joinedWith.room.rules.allowed).toEqual(['unmute', 'video', 'shareScreen', 'chat']);
  await ana.request('setRules', { allowed: ['chat', 'unmute'] });
  await ana.request('setRules', { allowed: ['unmute', 'chat'] });
  expect(ben.told('rulesChanged')).toMatchObject([{ rules: { allowed: ['unmute', 'chat'] } }]);
  expect((await joined()).joinedWith.room.rules.allowed).toEqual(['unmute', 'chat']);
});

test('[RU2] what the rules forbid is refused, to participants and not to hosts', async () => {
  const { ana, ben, cleo } = await trio();
  await ana.request('setRules', { allowed: [] });
  await expect(cleo.sendMicrophone()).rejects.toThrow('forbidden');
  await expect(cleo.sendCamera()).rejects.toThrow('forbidden');
  await cleo.sendMicrophone({ muted: true });
  expect(await cleo.refused('setTrackMuted', { trackId: 'microphone', muted: false })).toBe('forbidden');
  await ana.sendMicrophone();
  await ana.sendCamera();
  // What was so before goes on, also over new transports, until it is muted.
  await ben.request('setTrackMuted', { trackId: 'microphone', muted: true });
  expect(await ben.refused('setTrackMuted', { trackId: 'microphone', muted: false })).toBe('forbidden');
});

test('[RU2] what was unmuted when it was forbidden may be sent anew', async () => {
  const { ana, ben, connect, sfu } = await trio();
  await ana.request('setRules', { allowed: [] });
  ben.loseSocket();
  const again = connect();
  await again.resume(ben.joinedWith);
  await again.sendMicrophone();
  expect(sfu.producers.map(({ paused }) => paused)).toEqual([false]);
});

test('[MO5] when the last host is gone, whoever was there longest becomes host after 10 s', async () => {
  const { ana, ben, cleo, pass } = await trio();
  await ana.request('leave', {});
  await pass(9_000, ben, cleo);
  expect(cleo.told('roleChanged')).toEqual([]);
  await pass(1_000, ben, cleo);
  expect(cleo.told('roleChanged')).toEqual([{ peerId: ben.id, role: 'host' }]);
  expect(await ben.ask('muteAll')).toMatchObject({ ok: true });
});

test('[MO5] a host who is back in time stays the only one', async () => {
  const { ana, ben, cleo, connect, pass } = await trio();
  ana.loseSocket();
  await pass(25_000, ben, cleo);
  const again = connect();
  expect((await again.resume(ana.joinedWith)).self.role).toBe('host');
  await pass(60_000, ben, cleo, again);
  expect(ben.told('roleChanged')).toEqual([]);
});

test('[MO5] not a viewer, and not somebody who is away, becomes host; then whoever comes next does', async () => {
  const { ana, ben, cleo, joined, pass } = await trio();
  await ana.request('setRole', { peerId: ben.id, role: 'viewer' });
  await ana.request('leave', {});
  cleo.loseSocket();
  const dora = await joined({ displayName: 'Dora' });
  await pass(10_000, ben, dora);
  expect(ben.told('roleChanged').at(-1)).toEqual({ peerId: dora.id, role: 'host' });
  await dora.request('leave', {});
  await pass(30_000, ben);
  expect((await joined()).joinedWith.self.role).toBe('host');
});

test('[MO5] a host who was removed is none when they come again', async () => {
  const { ana, ben, connect } = await trio();
  await ana.request('setRole', { peerId: ben.id, role: 'host' });
  await ben.request('remove', { peerId: ana.id });
  expect((await connect().join()).self.role).toBe('participant');
});

test('[MO6] two are not connected directly while something of them is forbidden or was muted', async () => {
  const { ana, ben, pass } = await directPair();
  await ben.sendMicrophone();
  const direct = () => ben.told('directChanged').at(-1)?.direct;
  await ana.request('muteTrack', { peerId: ben.id, trackId: 'microphone' });
  expect(ben.told('directChanged')).toEqual([{}]);
  await pass(60_000, ana, ben);
  expect(direct()).toBeUndefined();
  await ben.request('setTrackMuted', { trackId: 'microphone', muted: false });
  await pass(30_000, ana, ben);
  expect(direct()).toBeDefined();
  await ana.request('setRules', { allowed: ['chat', 'shareScreen'] });
  expect(direct()).toBeUndefined();
  await ana.request('setRules', { allowed: ['unmute', 'video', 'shareScreen'] });
  await pass(30_000, ana, ben);
  expect(direct()).toBeDefined();
  await ana.request('setRole', { peerId: ben.id, role: 'viewer' });
  expect(direct()).toBeUndefined();
});
