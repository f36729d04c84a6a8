import { expect, test } from 'vitest';
import { fakeCall, snapshot } from './testing/fakeCall.ts';
import type { FakeDirectPath } from './testing/FakeDirectPath.ts';
import { turns } from './testing/turns.ts';

const tracks = [
  { id: 'camera', kind: 'video' as const, source: 'camera' as const, muted: false },
  { id: 'microphone', kind: 'audio' as const, source: 'microphone' as const, muted: false },
];
const ben = { id: 'ben', displayName: 'Ben', role: 'participant' as const, tracks };
const first = { id: 'd1', peerId: 'ben', makesOffer: true };

/** In a room with Ben, and a direct call begun. Nothing flows by the server: its packets are no part of this. */
async function directCall() {
  const all = fakeCall();
  all.media.setCamera(true);
  all.media.setMicrophone(true);
  await all.enter(snapshot({ peers: [ben], direct: first }));
  const path = all.paths[0] as FakeDirectPath;
  /** Time passes, in steps in which what is said to flow does. */
  const pass = async (ms: number, ...flows: string[]) => {
    for (let left = ms; left > 0; left -= 100) {
      for (const each of all.paths) each.flow(...flows);
      all.clock.advance(100);
      await turns();
    }
  };
  const playsDirect = () => all.call.get().participants[1]?.camera?.track === path.received('camera');
  return { ...all, path, pass, playsDirect };
}

/** The same with everything on the direct way. */
async function settledCall() {
  const all = await directCall();
  all.path.opens();
  await all.pass(2_000, 'camera', 'microphone');
  all.path.hears({ plays: true });
  await turns();
  return all;
}

test('until the direct way is open, the server’s is played', async () => {
  const { path, pass, playsDirect, call } = await directCall();
  await pass(3_000);
  expect(playsDirect()).toBe(false);
  expect(path.sent.get('camera')?.kind).toBe('video');
  expect(call.get().path).toBeUndefined();
});

test('when it is open it takes over, and the other side is told once that has been heard and seen', async () => {
  const { path, pass, playsDirect, call } = await directCall();
  path.opens();
  await pass(300, 'camera', 'microphone');
  expect(playsDirect()).toBe(false);
  await pass(300, 'camera', 'microphone');
  expect(playsDirect()).toBe(true);
  expect(path.said).toEqual({ plays: false, ending: false, watches: true });
  expect(call.get().path).toEqual({ way: 'direct', roundTrip: 5, screens: undefined });
  await pass(1_000, 'camera', 'microphone');
  expect(path.said).toEqual({ plays: true, ending: false, watches: true });
});

test('a relay in between is told', async () => {
  const { path, pass, call } = await directCall();
  path.report = { relayed: true, roundTrip: 80 };
  path.opens();
  await pass(1_000);
  expect(call.get().path).toEqual({ way: 'relayed', roundTrip: 80, screens: undefined });
});

test('muted tracks are not sent, and unmuted ones again', async () => {
  const { path, media } = await settledCall();
  media.setMicrophone(false);
  expect(path.sent.get('microphone')).toBeNull();
  expect(path.sent.get('camera')).not.toBeNull();
  media.setMicrophone(true);
  expect(path.sent.get('microphone')).not.toBeNull();
});

test('at its end it is played until the server’s way carries as much, and kept until the other side has left it', async () => {
  const { path, pass, line, playsDirect } = await settledCall();
  await line().notify('directChanged', {});
  await pass(500, 'camera', 'microphone');
  expect(playsDirect()).toBe(true);
  expect(path.said).toEqual({ plays: true, ending: true, watches: true });
  // Nothing comes directly any more either: there is nothing to lose.
  await pass(1_500);
  expect(playsDirect()).toBe(false);
  await pass(1_000);
  expect(path.said).toEqual({ plays: false, ending: true, watches: true });
  expect(path.closed).toBe(false);
  expect(path.sent.get('camera')).not.toBeNull();
  path.hears({ plays: false });
  expect(path.closed).toBe(true);
});

test('another direct call takes over from the one before', async () => {
  const { path, paths, pass, line, call } = await settledCall();
  await line().notify('directChanged', { direct: { ...first, id: 'd2' } });
  const second = paths[1] as FakeDirectPath;
  expect(path.said?.ending).toBe(true);
  second.opens();
  await pass(600, 'camera', 'microphone');
  expect(call.get().participants[1]?.camera?.track).toBe(second.received('camera'));
});

test('[DC3] a path that fails is given up, and the server told', async () => {
  const { path, line, pass, playsDirect } = await settledCall();
  path.events.failed('lossy');
  expect(line().last('endDirect').data).toEqual({ directId: 'd1', reason: 'lossy' });
  await pass(500, 'camera', 'microphone');
  expect(playsDirect()).toBe(true);
  await pass(10_000, 'camera', 'microphone');
  expect(path.closed).toBe(true);
  expect(playsDirect()).toBe(false);
});

test('a path on which nothing takes over for 15 s is given up', async () => {
  const all = await directCall();
  all.path.opens();
  await all.pass(700, 'camera', 'microphone');
  await all.line().notify('directChanged', { direct: { ...first, id: 'd2' } });
  const second = all.paths[1] as FakeDirectPath;
  second.opens();
  for (let step = 0; step < 160; step += 1) {
    all.path.flow('camera');
    all.clock.advance(100);
    // The server is there.
    await all.line().notify('speakers', { speakers: [] });
  }
  expect(all.line().last('endDirect').data).toEqual({ directId: 'd2', reason: 'silent' });
});

test('[DC4] what is negotiated goes to the direct call that it names', async () => {
  const { path, line } = await directCall();
  const description = { directId: 'd1', sdp: '', tracks: [] };
  await line().notify('offer', description);
  await line().notify('answer', description);
  await line().notify('candidate', { directId: 'd1', candidate: { candidate: '' } });
  await line().notify('offer', { ...description, directId: 'other' });
  expect(path.taken).toEqual(['offer', 'answer', 'candidate']);
});

test('[DC10] it outlives a socket, and is claimed when that is back', async () => {
  const { path, paths, lines, line, welcome, pass, clock, playsDirect } = await settledCall();
  await line().close();
  await pass(1_000, 'camera', 'microphone');
  clock.advance(500);
  await turns();
  expect(playsDirect()).toBe(true);
  expect(lines).toHaveLength(2);
  await welcome();
  expect(line().last('join').data.resume).toMatchObject({ directId: 'd1' });
  await line().answer(line().last('join').id, snapshot({ resumed: true, peers: [ben], direct: first }));
  expect(paths).toHaveLength(1);
  expect(path.closed).toBe(false);
  // Once as it was made, and now.
  expect(path.retries).toBe(2);
});

test('[DC10] one that is not connected yet is not claimed', async () => {
  const { line, lines, welcome, clock } = await directCall();
  await line().close();
  clock.advance(500);
  await turns();
  expect(lines).toHaveLength(2);
  await welcome();
  expect(line().last('join').data.resume).not.toHaveProperty('directId');
});

test('it ends with the leave of the other, and with one’s own', async () => {
  const one = await settledCall();
  await one.line().notify('peerLeft', { peerId: 'ben' });
  expect(one.path.closed).toBe(true);
  expect(one.call.get().path).toBeUndefined();
  const other = await settledCall();
  other.call.leave();
  expect(other.path.closed).toBe(true);
});

test('a change of the network restarts ICE at once', async () => {
  const { path, page } = await settledCall();
  page.changeNetwork();
  expect(path.restarts).toBe(1);
});

test('when nothing comes directly the socket is doubted as well', async () => {
  const { path, clock, lines } = await settledCall();
  path.events.doubted();
  clock.advance(1_300);
  await turns();
  expect(lines).toHaveLength(2);
});

test('who speaks is heard on the direct way, not by the server', async () => {
  const { path, call, line } = await settledCall();
  path.levels = { own: undefined, other: -30 };
  path.events.changed();
  const speaking = () => ['self', 'ben'].filter((id) => call.levels.of(id) > 0);
  expect(speaking()).toEqual(['ben']);
  await line().notify('speakers', { speakers: [{ peerId: 'ann', volume: -20 }] });
  expect(speaking()).toEqual(['ben']);
});

test('[MO6] what a host has muted is not played once the direct way has ended, though it goes on coming', async () => {
  const { call, line, pass, path } = await settledCall();
  const heard = () => call.get().participants[1]?.microphone?.track;
  expect(heard()).toBe(path.received('microphone'));
  await line().notify('trackChanged', { peerId: 'ben', trackId: 'microphone', muted: true });
  await line().notify('directChanged', {});
  expect(heard()).toBeUndefined();
  await pass(10_000, 'microphone');
  expect(heard()).not.toBe(path.received('microphone'));
  await line().notify('trackChanged', { peerId: 'ben', trackId: 'microphone', muted: false });
  expect(heard()).not.toBe(path.received('microphone'));
});

test('[MO6] what never comes by the server is not waited for longer than 5 s', async () => {
  const { line, pass, playsDirect } = await settledCall();
  await line().notify('directChanged', {});
  await pass(4_500, 'camera', 'microphone');
  expect(playsDirect()).toBe(true);
  await pass(1_000, 'camera', 'microphone');
  expect(playsDirect()).toBe(false);
});

test('[SH3] beside a direct call a shared screen goes by the server, and both ways are told and measured', async () => {
  const { call, pass } = await settledCall();
  expect(call.get().path).toMatchObject({ way: 'direct', screens: undefined });
  call.screen.share();
  await pass(100, 'camera', 'microphone');
  expect(call.get().path).toMatchObject({ way: 'direct', screens: 'server' });
  call.screen.stop();
  await pass(100, 'camera', 'microphone');
  expect(call.get().path).toMatchObject({ way: 'direct', screens: undefined });
});
