import { expect, test } from 'vitest';
import { settle, testServer } from '../testing/testServer.ts';

async function trio(settings = {}) {
  const server = testServer(settings);
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  const cleo = await server.joined({ displayName: 'Cleo' });
  return { ...server, ana, ben, cleo };
}

test('[RO2] the first in a room is its host, and everybody sees it', async () => {
  const { ana, ben } = await trio();
  expect(ana.joinedWith.self.role).toBe('host');
  expect(ben.joinedWith.self.role).toBe('participant');
  expect(ben.joinedWith.peers.map(({ role }) => role)).toEqual(['host']);
  expect(ana.told('peerJoined').map(({ peer }) => peer.role)).toEqual(['participant', 'participant']);
});

test('[RO2] somebody whose join failed was not the first', async () => {
  const { connect, joined, sfu } = testServer();
  sfu.failNext('createTransport');
  await expect(connect().join()).rejects.toThrow('media_unavailable');
  expect((await joined()).joinedWith.self.role).toBe('host');
});

test('[RO2] nobody is where the operator wants no hosts', async () => {
  const { ana, ben } = await trio({ firstIsHost: false });
  expect(ana.joinedWith.self.role).toBe('participant');
  expect(await ana.refused('setRole', { peerId: ben.id, role: 'host' })).toBe('forbidden');
});

test('[RO3] a host gives roles, and everybody is told', async () => {
  const { ana, ben, cleo, connect } = await trio();
  await ana.request('setRole', { peerId: ben.id, role: 'host' });
  const news = [{ peerId: ben.id, role: 'host' }];
  for (const client of [ana, ben, cleo]) expect(client.told('roleChanged')).toEqual(news);
  await ben.request('setRole', { peerId: ana.id, role: 'participant' });
  expect(await ana.refused('setRole', { peerId: ana.id, role: 'host' })).toBe('forbidden');
  ana.loseSocket();
  expect((await connect().resume(ana.joinedWith)).self.role).toBe('participant');
});

test('[RO3] the same role again tells nobody', async () => {
  const { ana, ben, cleo } = await trio();
  await ana.request('setRole', { peerId: ben.id, role: 'participant' });
  expect(cleo.told('roleChanged')).toEqual([]);
});

test('[RO3] the last host stays one', async () => {
  const { ana, ben } = await trio();
  expect(await ana.refused('setRole', { peerId: ana.id, role: 'viewer' })).toBe('last_host');
  await ana.request('setRole', { peerId: ben.id, role: 'host' });
  expect(await ana.ask('setRole', { peerId: ana.id, role: 'viewer' })).toMatchObject({ ok: true });
});

test('[RO4] what a viewer sent ends, and nothing else is taken', async () => {
  const { ana, ben, cleo, sfu } = await trio();
  await ben.sendMicrophone();
  await ben.sendCamera();
  await ana.request('setRole', { peerId: ben.id, role: 'viewer' });
  await settle();
  expect(cleo.told('trackRemoved').map(({ trackId }) => trackId)).toEqual(['microphone', 'camera']);
  expect(cleo.told('consumerClosed')).toHaveLength(2);
  expect(sfu.producers).toEqual([]);
  await expect(ben.sendMicrophone()).rejects.toThrow('forbidden');
  await ana.request('setRole', { peerId: ben.id, role: 'participant' });
  await ben.sendMicrophone();
});

test('[RO4] a track that was on its way when its sender was made a viewer does not come', async () => {
  const { ana, ben, cleo, sfu } = await trio();
  const gate = sfu.holdNext('produce');
  const sending = ben.sendCamera();
  await expect.poll(() => gate.reached).toBe(true);
  await ana.request('setRole', { peerId: ben.id, role: 'viewer' });
  gate.release();
  await expect(sending).rejects.toThrow('forbidden');
  expect(cleo.told('trackAdded')).toEqual([]);
  expect(sfu.producers).toEqual([]);
});
