// Over 300 lines: the door is looked at from both of its sides.
// The lock, the passcode, the waiting room and bans, each from both sides of the door.
import { expect, test } from 'vitest';
import type { RequestData } from '@parley/protocol';
import { PasscodeTries } from '../call/PasscodeTries.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { joinData, type TestClient } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

/** Ana is the host, Ben a participant. */
async function pair(rules: RequestData<'setRules'> = {}, settings = {}) {
  const server = testServer(settings);
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  await ana.request('setRules', rules);
  return { ...server, ana, ben };
}

const knockAs = (displayName: string, resumeToken?: string): RequestData<'knock'> => ({
  room: 'garden',
  displayName,
  ...(resumeToken !== undefined && { resume: { token: resumeToken } }),
});

async function waiting(client: TestClient, displayName = 'Cleo'): Promise<string> {
  const { resumeToken } = await client.request('knock', knockAs(displayName));
  return resumeToken;
}

const waitingNow = (host: TestClient) => host.told('waitingChanged').at(-1)?.waiting;

test('[RU3] a locked room lets nobody new in, and everybody who was inside back in', async () => {
  const { ana, ben, connect, pass } = await pair({ locked: true });
  expect(ben.told('rulesChanged').at(-1)?.rules.locked).toBe(true);
  const cleo = connect();
  expect(await cleo.refused('join', joinData())).toBe('locked');
  expect(await cleo.refused('knock', knockAs('Cleo'))).toBe('locked');
  expect(cleo.closed).toBeUndefined();
  // Also after their place is gone.
  ben.loseSocket();
  await pass(30_000, ana);
  expect((await connect().resume(ben.joinedWith)).self.id).toBe(ben.id);
  await ana.request('setRules', { locked: false });
  await connect().join();
});

test('[RU4] a passcode is asked of everybody new, and never told', async () => {
  const { ana, ben, connect, logged, clock } = await pair({ passcode: 'open sesame' });
  expect(ben.told('rulesChanged').at(-1)?.rules.passcode).toBe(true);
  const cleo = connect();
  expect(await cleo.refused('join', joinData())).toBe('passcode_required');
  const wrong = cleo.refused('join', joinData({ passcode: 'open' }));
  await settle();
  clock.advance(250);
  expect(await wrong).toBe('wrong_passcode');
  await cleo.join({ passcode: 'open sesame' });
  expect((await connect().resume(ben.joinedWith)).self.id).toBe(ben.id);
  const all = JSON.stringify([ana.frames, ben.frames, cleo.frames, logged]);
  expect(all).not.toContain('sesame');
  await ana.request('setRules', { passcode: null });
  await connect().join();
});

test('[RU5] wrong passcodes are answered more and more slowly, then none is looked at', async () => {
  const { ana, connect, clock } = await pair({ passcode: 'open sesame' });
  const tries = connect('192.0.2.7');
  const waits: number[] = [];
  for (let count = 0; count < 10; count += 1) {
    const answer = tries.refused('join', joinData({ passcode: `guess ${count}` }));
    const frames = tries.frames.length;
    let waited = 0;
    for (await settle(); tries.frames.length === frames; await settle()) {
      clock.advance(250);
      waited += 250;
      await ana.ask('ping');
    }
    expect(await answer).toBe('wrong_passcode');
    waits.push(waited);
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000]);
  // Not even the right one, and on no other socket: else it could be found by trying.
  expect(await tries.refused('join', joinData({ passcode: 'open sesame' }))).toBe('too_many_tries');
  const other = connect('192.0.2.7');
  expect(await other.refused('knock', { ...knockAs('Cleo'), passcode: 'open sesame' })).toBe(
    'too_many_tries',
  );
  await connect('192.0.2.8').join({ passcode: 'open sesame' });
  // A new passcode is a new beginning, and so is the end of the pause.
  await ana.request('setRules', { passcode: 'another' });
  await connect('192.0.2.7').join({ passcode: 'another' });
});

/** Tries wrong passcodes from these addresses, one each, and counts what came of them. */
async function tryFrom(
  addresses: readonly string[],
  { ana, ben, connect, clock }: Awaited<ReturnType<typeof pair>>,
) {
  const outcomes: Record<string, number> = {};
  for (const [count, address] of addresses.entries()) {
    const client = connect(address);
    const answer = client.refused('join', joinData({ passcode: `guess ${count}` }));
    await settle();
    clock.advance(250);
    await Promise.all([ana.ask('ping'), ben.ask('ping')]);
    const outcome = await answer;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    client.loseSocket();
  }
  return outcomes;
}

const many = (count: number, address: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => address(n));

test.each([
  ['IPv4', (n: number) => `198.51.100.${n % 250}`, '198.51.100.251', '198.51.101.1'],
  ['IPv6', (n: number) => `2001:db8:1:${n.toString(16)}::/64`, '2001:db8:1:ffff::/64', '2001:db8:2:1::/64'],
])(
  '[RU5] who has many addresses of %s uses them up together, and nobody else’s',
  async (_, address, near, far) => {
    const scene = await pair({ passcode: '7319' });
    const outcomes = await tryFrom(many(120, address), scene);
    expect(outcomes).toEqual({ wrong_passcode: 100, too_many_tries: 20 });
    expect(await scene.connect(near).refused('join', joinData({ passcode: '7319' }))).toBe('too_many_tries');
    await scene.connect(far).join({ passcode: '7319' });
  },
);

test('[RU5] after a thousand wrong ones each client has one try, and who knows it needs no more', () => {
  const clock = new FakeClock();
  const tries = new PasscodeTries(clock);
  for (let count = 0; count < 1_000; count += 1) tries.wrong(`10.${count}.0.1`);
  expect(tries.refuses('192.0.2.7')).toBe(false);
  expect(tries.wrong('192.0.2.7')).toBe(4_000);
  expect(tries.refuses('192.0.2.7')).toBe(true);
  expect(tries.refuses('203.0.113.1')).toBe(false);
  clock.advance(600_000);
  expect(tries.refuses('192.0.2.7')).toBe(false);
});

test('[RU5] after ten thousand in ten minutes none is looked at, wherever it comes from', () => {
  const clock = new FakeClock();
  const tries = new PasscodeTries(clock);
  for (let count = 0; count < 10_000; count += 1) {
    expect(tries.refuses(`${count >> 8}.${count & 255}.0.1`)).toBe(false);
    tries.wrong(`${count >> 8}.${count & 255}.0.1`);
  }
  expect(tries.refuses('203.0.113.1')).toBe(true);
  clock.advance(600_000);
  expect(tries.refuses('203.0.113.1')).toBe(false);
});

test('[RU5] clients that cannot be told apart have a thousand tries together', () => {
  const tries = new PasscodeTries(new FakeClock());
  for (let count = 0; count < 1_000; count += 1) {
    expect(tries.refuses(undefined)).toBe(false);
    tries.wrong(undefined);
  }
  expect(tries.refuses(undefined)).toBe(true);
  expect(tries.refuses('203.0.113.1')).toBe(false);
});

test('[WR1] whoever is new waits, with a name and nothing of the room, until a host lets them in', async () => {
  const { ana, ben, connect, sfu } = await pair({ waitingRoom: true });
  const cleo = connect();
  expect(await cleo.refused('join', joinData())).toBe('waiting_room');
  const resumeToken = await waiting(cleo);
  const guests = waitingNow(ana);
  expect(guests).toEqual([{ id: expect.any(String), displayName: 'Cleo' }]);
  expect(ben.told('waitingChanged')).toEqual([]);
  expect(ben.told('peerJoined')).toEqual([]);
  expect(sfu.transports).toHaveLength(4);
  expect(await cleo.refused('join', joinData({ resume: { token: resumeToken } }))).toBe('waiting_room');
  await ana.request('admit', { peerIds: [guests?.[0]?.id ?? ''] });
  expect(cleo.told('admitted')).toEqual([{}]);
  expect(waitingNow(ana)).toEqual([]);
  const { self } = await cleo.join({ displayName: 'Cleo', resume: { token: resumeToken } });
  expect(self.id).toBe(guests?.[0]?.id);
});

test('[WR1] all who wait are let in at once', async () => {
  const { ana, connect } = await pair({ waitingRoom: true });
  const guests = [connect(), connect(), connect()];
  for (const guest of guests) await waiting(guest);
  expect(waitingNow(ana)).toHaveLength(3);
  await ana.request('admit', { peerIds: waitingNow(ana)?.map(({ id }) => id) ?? [] });
  for (const guest of guests) expect(guest.told('admitted')).toHaveLength(1);
  expect(waitingNow(ana)).toEqual([]);
  expect(await ana.refused('admit', { peerIds: ['nobody'] })).toBe('not_found');
});

test('[WR1] without a waiting room there is nothing to wait for', async () => {
  const { ana, connect } = await pair({ waitingRoom: true });
  const cleo = connect();
  const token = await waiting(cleo);
  await ana.request('setRules', { waitingRoom: false });
  expect(cleo.told('admitted')).toHaveLength(1);
  await cleo.join({ resume: { token } });
  const dora = connect();
  await waiting(dora, 'Dora');
  expect(dora.newsMethods).toEqual(['admitted']);
  expect(dora.frames.map(({ kind }) => kind)).toEqual(['notification', 'response', 'notification']);
  expect(await connect().refused('knock', { ...knockAs('Eve'), room: 'nowhere' })).toBe('not_found');
});

test('[WR2] whoever is not let in is told, and does not get in under that id', async () => {
  const { ana, connect } = await pair({ waitingRoom: true });
  const cleo = connect();
  const token = await waiting(cleo);
  const id = waitingNow(ana)?.[0]?.id ?? '';
  await ana.request('deny', { peerId: id });
  expect(cleo.closed).toEqual({ code: 4401, reason: 'denied' });
  expect(waitingNow(ana)).toEqual([]);
  expect(await ana.refused('deny', { peerId: id })).toBe('not_found');
  expect(await connect().refused('join', joinData({ resume: { token } }))).toBe('denied');
  expect(await connect().refused('knock', knockAs('Cleo', token))).toBe('denied');
});

test('[WR3] who waits keeps their place for 20 s when their socket is lost', async () => {
  const { ana, ben, connect, pass } = await pair({ waitingRoom: true });
  const cleo = connect();
  const token = await waiting(cleo);
  await waiting(connect(), 'Dora');
  const before = waitingNow(ana);
  cleo.loseSocket();
  await pass(10_000, ana, ben);
  const again = connect();
  expect(await again.refused('join', joinData({ resume: { token } }))).toBe('waiting_room');
  await again.request('knock', knockAs('Somebody else', token));
  expect(waitingNow(ana)).toEqual(before);
  again.loseSocket();
  await ana.request('admit', { peerIds: [before?.[0]?.id ?? ''] });
  const third = await connect().join({ resume: { token } });
  expect(third.self.id).toBe(before?.[0]?.id);
});

test('[WR3] whoever stays away for longer waits no more', async () => {
  const { ana, ben, connect, pass } = await pair({ waitingRoom: true });
  const cleo = connect();
  await waiting(cleo);
  cleo.loseSocket();
  await pass(20_000, ana, ben);
  expect(waitingNow(ana)).toEqual([]);
});

test('[WR4] a new host learns who waits, one who is none any more nothing, and so it is after a reconnection', async () => {
  const { ana, ben, connect } = await pair({ waitingRoom: true });
  await waiting(connect());
  await ana.request('setRole', { peerId: ben.id, role: 'host' });
  expect(waitingNow(ben)).toHaveLength(1);
  await ben.request('setRole', { peerId: ana.id, role: 'participant' });
  expect(waitingNow(ana)).toEqual([]);
  ben.loseSocket();
  expect((await connect().resume(ben.joinedWith)).waiting).toHaveLength(1);
  ana.loseSocket();
  expect((await connect().resume(ana.joinedWith)).waiting).toEqual([]);
});

test('[WR5] no more than 100 wait', async () => {
  const { connect } = await pair({ waitingRoom: true });
  for (let count = 0; count < 100; count += 1) await waiting(connect());
  expect(await connect().refused('knock', knockAs('One too many'))).toBe('room_full');
});

test('[WR6] the end of the call is the end of waiting', async () => {
  const { ana, ben, connect, rooms, clock } = await pair({ waitingRoom: true });
  const cleo = connect();
  await waiting(cleo);
  const dora = connect();
  await waiting(dora);
  dora.loseSocket();
  await ben.request('leave', {});
  await ana.request('leave', {});
  expect(cleo.closed?.reason).toBe('ended');
  expect(rooms.size).toBe(0);
  clock.advance(60_000);
});

test('[MO7] somebody who is banned does not come back under their token, nor from where they came', async () => {
  const { ana, ben, rooms, connect, joined } = await pair({}, { bansNetworks: true });
  const cleo = connect('192.0.2.7');
  await cleo.join({ displayName: 'Cleo' });
  await ana.request('ban', { peerId: cleo.id });
  expect(cleo.closed).toEqual({ code: 4402, reason: 'banned' });
  expect(ben.told('peerLeft')).toEqual([{ peerId: cleo.id }]);
  await expect(connect('192.0.2.8').resume(cleo.joinedWith)).rejects.toThrow('banned');
  expect(await connect('192.0.2.7').refused('join', joinData())).toBe('banned');
  expect(await connect('192.0.2.7').refused('knock', knockAs('Cleo'))).toBe('banned');
  await connect('192.0.2.8').join();
  // For as long as the room is there.
  rooms.find('garden')?.close('left');
  await joined();
  await connect('192.0.2.7').join();
});

test('[MO7] where the operator has not said so, a ban is not of a network', async () => {
  const { ana, connect } = await pair();
  const cleo = connect('192.0.2.7');
  await cleo.join();
  await ana.request('ban', { peerId: cleo.id });
  expect((await connect('192.0.2.7').join()).self.id).not.toBe(cleo.id);
});

test('[WR7] who does not want to wait any longer is gone at once', async () => {
  const { ana, connect } = await pair({ waitingRoom: true });
  const cleo = connect();
  const token = await waiting(cleo);
  await cleo.request('leave', {});
  expect(waitingNow(ana)).toEqual([]);
  expect(cleo.closed).toEqual({ code: 1000, reason: 'left' });
  // Nobody has said no: they may wait again.
  await connect().request('knock', knockAs('Cleo', token));
  expect(waitingNow(ana)).toHaveLength(1);
});

test('[RS7] a page that may be loaded anew keeps its place before the door for 5 s', async () => {
  const { ana, ben, connect, pass } = await pair({ waitingRoom: true });
  const cleo = connect();
  const token = await waiting(cleo);
  await cleo.request('leave', { mayReturn: true });
  await pass(4_000, ana, ben);
  const again = connect();
  await again.request('knock', knockAs('Cleo', token));
  expect(waitingNow(ana)).toHaveLength(1);
  await again.request('leave', { mayReturn: true });
  await pass(5_000, ana, ben);
  expect(waitingNow(ana)).toEqual([]);
});
