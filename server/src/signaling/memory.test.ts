// What a meeting remembers over a restart of its server, whoever comes back first.
import type { RequestData } from '@parley/protocol';
import { expect, test } from 'vitest';
import { joinData, type TestClient } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

/** Ana is the host, Ben and Cleo participants. */
async function trio(settings = {}) {
  const server = testServer(settings);
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  const cleo = await server.joined({ displayName: 'Cleo' });
  return { ...server, settings, ana, ben, cleo };
}

/** The server dies without a word, and another is in its place. */
const restart = (before: Awaited<ReturnType<typeof trio>>) => testServer(before.settings, { before });

const roleOf = async (server: ReturnType<typeof testServer>, before: TestClient) =>
  (await server.connect().resume(before.joinedWith)).self.role;

const knockAs = (displayName: string): RequestData<'knock'> => ({ room: 'garden', displayName });

test('[ME1] everybody is who they were, whoever comes back first', async () => {
  const before = await trio();
  const { ana, ben, cleo } = before;
  await ana.request('setRole', { peerId: cleo.id, role: 'viewer' });
  const server = restart(before);
  const again = await server.connect().resume(ben.joinedWith);
  expect(again).toMatchObject({ resumed: false, self: { id: ben.id, role: 'participant' } });
  expect(await roleOf(server, cleo)).toBe('viewer');
  expect(await roleOf(server, ana)).toBe('host');
});

test('[ME1] the rules hold for whoever is new, before anybody is back', async () => {
  const before = await trio();
  const { ana, ben } = before;
  await ana.request('setRules', { locked: true, allowed: ['chat'] });
  const server = restart(before);
  expect(await server.connect().refused('join', joinData())).toBe('locked');
  expect(server.rooms.find('garden')?.entry.locked).toBe(true);
  const { room } = await server.connect().resume(ben.joinedWith);
  expect(room.rules).toEqual({ locked: true, waitingRoom: false, passcode: false, allowed: ['chat'] });
});

test('[ME1] a passcode holds, and is not in what was kept', async () => {
  const before = await trio();
  await before.ana.request('setRules', { passcode: 'open sesame' });
  expect(JSON.stringify(before.records.recall('garden') ?? 'nothing yet')).not.toContain('sesame');
  const server = restart(before);
  expect(JSON.stringify(server.records.recall('garden'))).not.toMatch(/sesame|Ana|Ben|Cleo/);
  expect(await server.connect().refused('join', joinData())).toBe('passcode_required');
  const wrong = server.connect().refused('join', joinData({ passcode: 'open' }));
  await settle();
  server.clock.advance(250);
  expect(await wrong).toBe('wrong_passcode');
  await server.connect().join({ passcode: 'open sesame' });
});

test('[ME1] a waiting room holds, and its hosts let in whom they like', async () => {
  const before = await trio();
  await before.ana.request('setRules', { waitingRoom: true });
  const server = restart(before);
  const dora = server.connect();
  expect(await dora.refused('join', joinData())).toBe('waiting_room');
  await dora.request('knock', knockAs('Dora'));
  const { waiting } = await server.connect().resume(before.ana.joinedWith);
  expect(waiting.map(({ displayName }) => displayName)).toEqual(['Dora']);
});

test('[ME1] whoever was banned, removed or not let in stays outside', async () => {
  const before = await trio({ bansNetworks: true });
  const { ana, ben, cleo, connect } = before;
  const dora = connect('192.0.2.7');
  await dora.join({ displayName: 'Dora' });
  await ana.request('ban', { peerId: ben.id });
  await ana.request('ban', { peerId: dora.id });
  await ana.request('remove', { peerId: cleo.id });
  const server = restart(before);
  await expect(server.connect().resume(ben.joinedWith)).rejects.toThrow('banned');
  await expect(server.connect().resume(cleo.joinedWith)).rejects.toThrow('removed');
  expect(await server.connect('192.0.2.7').refused('join', joinData())).toBe('banned');
  expect(JSON.stringify(server.records.recall('garden') ?? [])).not.toContain('192.0.2.7');
});

test('[ME1] what a host muted stays muted when it is sent anew', async () => {
  const before = await trio();
  await before.ben.sendMicrophone();
  await before.ana.request('muteTrack', { peerId: before.ben.id, trackId: 'microphone' });
  // Also over a second restart, before Ben is back.
  const second = restart(before);
  await second.connect().resume(before.ana.joinedWith);
  const server = testServer({}, { before: second });
  const ben = server.connect();
  expect((await ben.resume(before.ben.joinedWith)).mutedByHost).toEqual(['microphone']);
  await ben.sendMicrophone();
  expect(server.sfu.producers.map(({ paused }) => paused)).toEqual([true]);
});

test('[ME2] nobody else is host while one may still come back', async () => {
  const before = await trio();
  const server = restart(before);
  const { connect, pass } = server;
  const stranger = connect();
  await stranger.join({ displayName: 'Dora' });
  expect(stranger.joinedWith.self.role).toBe('participant');
  const ben = connect();
  await ben.resume(before.ben.joinedWith);
  await pass(29_000, stranger, ben);
  const ana = connect();
  expect((await ana.resume(before.ana.joinedWith)).self.role).toBe('host');
  await pass(60_000, stranger, ben, ana);
  expect(stranger.told('roleChanged')).toEqual([]);
});

test('[ME2] then it is whoever was inside before, in the order in which they had come', async () => {
  const before = await trio();
  const { connect, pass, joined } = restart(before);
  const stranger = await joined({ displayName: 'Dora' });
  const cleo = connect();
  await cleo.resume(before.cleo.joinedWith);
  const ben = connect();
  await ben.resume(before.ben.joinedWith);
  await pass(31_000, stranger, cleo, ben);
  expect(stranger.told('roleChanged')).toEqual([{ peerId: ben.id, role: 'host' }]);
});

test('[ME2] of strangers alone it is the one who has been there longest', async () => {
  const { connect, pass, joined } = restart(await trio());
  const dora = await joined({ displayName: 'Dora' });
  const eve = connect();
  await eve.join({ displayName: 'Eve' });
  await pass(31_000, dora, eve);
  expect(eve.told('roleChanged')).toEqual([{ peerId: dora.id, role: 'host' }]);
});

test('[ME3] nobody ends a meeting by coming back first and leaving', async () => {
  const before = await trio();
  await before.ana.request('setRules', { locked: true });
  const server = restart(before);
  const ben = server.connect();
  await ben.resume(before.ben.joinedWith);
  await ben.request('leave', {});
  await server.pass(60_000);
  expect(await server.connect().refused('join', joinData())).toBe('locked');
  expect(await roleOf(server, before.ben)).toBe('participant');
  expect(await roleOf(server, before.ana)).toBe('host');
});

test('[ME3] where no host comes back for ten minutes, the room is one like any other', async () => {
  const before = await trio();
  await before.ana.request('setRules', { locked: true });
  const { connect, clock, rooms } = restart(before);
  expect(await connect().refused('join', joinData())).toBe('locked');
  clock.advance(599_000);
  expect(await connect().refused('join', joinData())).toBe('locked');
  clock.advance(1_000);
  expect(rooms.size).toBe(0);
  expect((await connect().join()).self.role).toBe('host');
});

test('[ME3] what is over before a host is back is not remembered for longer than that', async () => {
  const before = await trio();
  const { connect, clock } = restart(before);
  clock.advance(600_000);
  expect((await connect().resume(before.ben.joinedWith)).self.role).toBe('host');
});

test('[ME4] a meeting that is over is forgotten', async () => {
  const before = await trio();
  const { ana, ben, cleo } = before;
  await ana.request('setRules', { locked: true });
  for (const client of [ben, cleo, ana]) await client.request('leave', {});
  expect((await restart(before).connect().join()).self.role).toBe('host');
  const second = await trio();
  await second.ana.request('ban', { peerId: second.ben.id });
  void second.ana.ask('endForAll');
  await settle();
  expect((await restart(second).connect().resume(second.ben.joinedWith)).self.id).toBe(second.ben.id);
});

test('[ME4] after a restart it is over with its last leave, once a host has been back', async () => {
  const before = await trio();
  const { connect, rooms } = restart(before);
  const ana = connect();
  await ana.resume(before.ana.joinedWith);
  await ana.request('leave', {});
  expect(rooms.size).toBe(0);
  expect((await connect().join()).self.role).toBe('host');
});

test('[ME1] a server that closes in an orderly way is remembered as well', async () => {
  const before = await trio();
  await before.ana.request('setRules', { locked: true });
  before.rooms.close('restarting');
  expect(await restart(before).connect().refused('join', joinData())).toBe('locked');
});

test('[ME1] where there are to be no hosts there are none after a restart either', async () => {
  const before = await trio({ firstIsHost: false });
  const server = restart(before);
  expect(await roleOf(server, before.ben)).toBe('participant');
});
