// Over 300 lines: one scripted server tells the whole story of a call.
import { expect, test, vi } from 'vitest';
import { MissingCode } from './MissingCode.ts';
import { consumer, fakeCall, mediaOf, snapshot } from './testing/fakeCall.ts';
import { turns } from './testing/turns.ts';

const ben = {
  id: 'ben',
  displayName: 'Ben',
  role: 'participant' as const,
  tracks: [{ id: 'camera', kind: 'video' as const, source: 'camera' as const, muted: false }],
};

test('[JN2] from join() to the first track the client sends a join and the produces, and waits for one answer', async () => {
  const { call, media, line, welcome, marks } = fakeCall();
  call.prepare();
  await welcome();
  media.setMicrophone(true);
  media.setCamera(true);
  expect(line().methods()).toEqual([]);
  call.join('Ann');
  expect(line().methods()).toEqual(['join']);
  await line().answer(line().last('join').id, snapshot());
  expect(line().methods()).toEqual(['join', 'produce', 'produce']);
  expect(line().last('produce').data.track).toMatchObject({ id: 'camera', kind: 'video', muted: false });
  expect(marks).toEqual(['parley:join', 'parley:joined']);
});

test('where the code for the media cannot be loaded it is tried anew, as for a lost connection', async () => {
  let tries = 0;
  const { call, welcome, lines, clock } = fakeCall({
    createDevice: () => {
      tries += 1;
      return Promise.reject(new MissingCode('offline'));
    },
  });
  call.join('Ann');
  await welcome();
  expect(call.get().phase).toEqual({ name: 'reconnecting', attempt: 1 });
  clock.advance(60_000);
  expect(lines.length).toBeGreaterThan(1);
  await welcome();
  expect(tries).toBe(2);
});

test('a browser that mediasoup-client does not know cannot take part', async () => {
  const { call, welcome } = fakeCall({ createDevice: () => Promise.reject(new Error('not supported')) });
  call.prepare();
  await welcome();
  expect(call.get().phase).toEqual({ name: 'ended', reason: 'unsupported_browser' });
});

test('the room shows at once and fills in', async () => {
  const { call, welcome, line } = fakeCall();
  call.join(' Ann ');
  expect(call.get()).toMatchObject({
    phase: { name: 'joining' },
    participants: [{ displayName: 'Ann', isSelf: true }],
  });
  const before = call.get().participants[0]?.id;
  await welcome();
  await line().answer(line().last('join').id, snapshot({ peers: [ben] }));
  expect(call.get().phase).toEqual({ name: 'joined' });
  expect(call.get().participants.map(({ displayName }) => displayName)).toEqual(['Ann', 'Ben']);
  expect(call.get().participants[0]?.id).toBe(before);
});

test('on new transports everything is sent, even if the old ones were closed over a change that never ends', async () => {
  const { media, line, senders, enter } = fakeCall();
  media.setCamera(true);
  await enter(snapshot());
  await expect.poll(() => line().methods()).toEqual(['join', 'produce']);
  const set = vi.spyOn(senders, 'setParameters').mockReturnValueOnce(new Promise(() => {}));
  await line().notify('trackDemand', { trackId: 'camera', sizes: 0 });
  await expect.poll(() => set.mock.calls).toHaveLength(1);
  await line().notify('mediaReset', { media: mediaOf() });
  await expect.poll(() => line().methods()).toEqual(['join', 'produce', 'produce']);
});

test('[VW3] sizes that a negotiation has set back are set again', async () => {
  const { media, line, senders, enter, clock } = fakeCall();
  media.setCamera(true);
  await enter(snapshot());
  await expect.poll(() => line().methods()).toEqual(['join', 'produce']);
  const set = vi.spyOn(senders, 'setParameters');
  await line().notify('trackDemand', { trackId: 'camera', sizes: 0 });
  await expect.poll(() => set.mock.calls).toHaveLength(1);
  const tick = async () => {
    clock.advance(1_000);
    await turns();
  };
  for (let n = 0; n < 3; n += 1) await tick();
  expect(set.mock.calls).toHaveLength(1);
  senders.renegotiate();
  for (let n = 0; n < 3; n += 1) await tick();
  expect(set.mock.calls).toHaveLength(2);
  expect(set.mock.lastCall?.[0].encodings.map(({ active }) => active)).toEqual([false, false, false]);
});

test('[TR2] consumers of the snapshot are received without a word', async () => {
  const { call, line, enter } = fakeCall();
  const consumers = [consumer({ paused: false })];
  await enter(snapshot({ peers: [ben], media: mediaOf({ consumers }) }));
  expect(line().methods()).toEqual(['join']);
  expect(call.get().participants[1]?.camera?.track).toBeDefined();
});

test('[TR2] a consumer that comes later is resumed once its packets can be taken', async () => {
  const { call, line, enter } = fakeCall();
  await enter(snapshot({ peers: [ben] }));
  const added = consumer();
  await line().notify('consumerAdded', { consumer: added });
  expect(line().last('resumeConsumers').data).toEqual({ consumerIds: [added.id] });
  expect(call.get().participants[1]?.camera?.track).toBeDefined();
  await line().notify('consumerClosed', { consumerId: added.id });
  expect(call.get().participants[1]?.camera).toMatchObject({ id: 'camera', track: undefined });
});

test('[TR2] consumers that come together are resumed by one request', async () => {
  const { line, enter } = fakeCall();
  await enter(snapshot({ peers: [ben] }));
  const added = ['one', 'two', 'three'].map((id) => consumer({ id }));
  await Promise.all(added.map((each) => line().notify('consumerAdded', { consumer: each })));
  expect(line().methods()).toEqual(['join', 'resumeConsumers']);
  expect(line().last('resumeConsumers').data).toEqual({ consumerIds: ['one', 'two', 'three'] });
});

test('a consumer that is closed a moment after it came is never resumed', async () => {
  const { line, enter } = fakeCall();
  await enter(snapshot({ peers: [ben] }));
  const added = consumer();
  await Promise.all([
    line().notify('consumerAdded', { consumer: added }),
    line().notify('consumerClosed', { consumerId: added.id }),
  ]);
  expect(line().methods()).toEqual(['join']);
});

test('a muted track is said to be muted, and unmuted again, without being produced again', async () => {
  const { media, line, enter } = fakeCall();
  media.setCamera(true);
  await enter();
  media.setCamera(false);
  await turns();
  media.setCamera(true);
  await turns();
  expect(line().methods()).toEqual(['join', 'produce', 'setTrackMuted', 'setTrackMuted']);
  expect(line().last('setTrackMuted').data).toEqual({ trackId: 'camera', muted: false });
});

test('however fast the camera is toggled, the last word is the last wish', async () => {
  const { media, line, enter } = fakeCall();
  media.setCamera(true);
  await enter();
  for (const wanted of [false, true, false, true, false, true, false]) media.setCamera(wanted);
  await turns();
  expect(line().last('setTrackMuted').data.muted).toBe(true);
});

test('[RS3] a lost socket is replaced, and the place and the transports are taken again', async () => {
  const { call, media, clock, line, lines, welcome, enter } = fakeCall();
  media.setMicrophone(true);
  const first = snapshot();
  await enter(first);
  await line().answer(line().last('produce').id);
  await line().close();
  expect(call.get().phase).toEqual({ name: 'reconnecting', attempt: 1 });
  clock.advance(200);
  expect(lines.length).toBeGreaterThan(1);
  await welcome();
  expect(line().last('join').data.resume).toEqual({ token: 'token', mediaId: first.media.id });
  const { track } = lines[0]!.last('produce').data;
  await line().answer(line().last('join').id, { ...first, self: { ...first.self, tracks: [track] } });
  expect(line().methods()).toEqual(['join']);
  expect(call.get().phase).toEqual({ name: 'joined' });
});

test('[RS6] after a restart of the server the others stay on the screen while they may yet come back', async () => {
  const { call, clock, line, welcome, enter } = fakeCall();
  const people = () => call.get().participants.map(({ displayName }) => displayName);
  const cleo = { ...ben, id: 'cleo', displayName: 'Cleo' };
  await enter(snapshot({ peers: [ben, cleo] }));
  await line().close();
  clock.advance(200);
  await welcome();
  await line().answer(line().last('join').id, snapshot());
  expect(people()).toEqual(['Ann', 'Ben', 'Cleo']);
  await line().notify('peerJoined', { peer: cleo });
  expect(people()).toEqual(['Ann', 'Ben', 'Cleo']);
  clock.advance(8_000);
  expect(people()).toEqual(['Ann', 'Cleo']);
});

test('wishes that were made without a socket reach the server with the next one', async () => {
  const { media, clock, line, lines, welcome, enter } = fakeCall();
  media.setMicrophone(true);
  const first = snapshot();
  await enter(first);
  const { track } = line().last('produce').data;
  await line().close();
  media.setMicrophone(false);
  media.setCamera(true);
  await turns();
  clock.advance(200);
  await welcome();
  const stray = { ...track, id: 'stray' };
  await line().answer(line().last('join').id, { ...first, self: { ...first.self, tracks: [track, stray] } });
  expect(lines.length).toBeGreaterThan(1);
  expect(line().methods()).toEqual(['join', 'closeTrack', 'setTrackMuted', 'produce']);
  expect(line().last('closeTrack').data).toEqual({ trackId: 'stray' });
  expect(line().last('produce').data).toMatchObject({ mediaId: first.media.id, track: { id: 'camera' } });
});

test('[RS3] a snapshot with other transports makes every track anew', async () => {
  const { media, clock, line, welcome, enter } = fakeCall();
  media.setMicrophone(true);
  media.setCamera(true);
  await enter();
  await line().close();
  clock.advance(200);
  await welcome();
  const second = snapshot();
  await line().answer(line().last('join').id, second);
  expect(line().methods()).toEqual(['join', 'produce', 'produce']);
  expect(line().last('produce').data.mediaId).toBe(second.media.id);
});

test('[MD2] a media reset sends every track again, muted ones too, and closes what cannot be sent', async () => {
  const { media, line, enter } = fakeCall();
  media.setMicrophone(true);
  media.setCamera(true);
  await enter();
  media.setMicrophone(false);
  media.setCamera(false);
  await turns();
  const from = line().requests.length;
  const reset = mediaOf();
  await line().notify('mediaReset', { media: reset });
  expect(line().methods(from)).toEqual(['closeTrack', 'produce']);
  expect(line().last('closeTrack').data).toEqual({ trackId: 'camera' });
  expect(line().last('produce').data).toMatchObject({
    mediaId: reset.id,
    track: { id: 'microphone', muted: true },
  });
});

test('of two media resets in a row the last one counts', async () => {
  const { media, line, enter } = fakeCall();
  media.setCamera(true);
  await enter();
  const [one, two] = [mediaOf(), mediaOf()];
  await Promise.all([
    line().notify('mediaReset', { media: one }),
    line().notify('mediaReset', { media: two }),
  ]);
  expect(line().last('produce').data.mediaId).toBe(two.id);
});

test('a track that the server refuses for good is given back', async () => {
  const { media, line, enter } = fakeCall();
  media.setCamera(true);
  await enter();
  await line().refuse(line().last('produce').id, 'unsupported_media');
  expect(media.failures).toEqual(['camera']);
});

test('a track that is refused because its transports were replaced is not given back', async () => {
  const { media, line, enter } = fakeCall();
  media.setCamera(true);
  await enter();
  await line().refuse(line().last('produce').id, 'stale_media');
  expect(media.failures).toEqual([]);
});

test('[JN8] leaving says so, closes the socket and releases the devices', async () => {
  const { call, media, line, enter } = fakeCall();
  await enter();
  call.leave();
  expect(line().methods()).toEqual(['join', 'leave']);
  expect(line().closedByClient).toBe(1000);
  expect(media.stopped).toBe(true);
  expect(call.get().phase).toEqual({ name: 'ended', reason: 'left' });
});

test('[IC5] renewed ICE servers go to the transports that are there and to those that come', async () => {
  const { line, enter, iceServers } = fakeCall();
  const server = (name: string) => ({ urls: ['turn:turn.example'], username: name, credential: name });
  await enter(snapshot({ iceServers: { sfu: [server('first')], direct: [] } }));
  expect(iceServers).toEqual([[server('first')], [server('first')]]);
  await line().notify('iceServersChanged', {
    iceServers: { sfu: [server('second')], direct: [server('other')] },
  });
  expect(iceServers).toEqual([[server('second')], [server('second')]]);
  expect(line().methods()).toEqual(['join']);
  await line().notify('mediaReset', { media: mediaOf() });
  expect(iceServers.slice(2)).toEqual([[server('second')], [server('second')]]);
});

test('leaving during the join leaves nothing behind', async () => {
  const { call, line, welcome, media } = fakeCall();
  media.setCamera(true);
  call.join('Ann');
  await welcome();
  call.leave();
  await line().answer(line().last('join').id, snapshot());
  expect(line().methods()).toEqual(['join', 'leave']);
  expect(call.get().phase).toEqual({ name: 'ended', reason: 'left' });
});

test('[JN8] a page that goes away leaves the room', async () => {
  const { page, line, enter } = fakeCall();
  await enter();
  page.go();
  expect(line().methods()).toEqual(['join', 'leave']);
});

test.each([
  ['room_full', { name: 'ended', reason: 'room_full' }],
  ['draining', { name: 'ended', reason: 'draining' }],
  ['unsupported_protocol', { name: 'ended', reason: 'unsupported_protocol' }],
  ['invalid_request', { name: 'ended', reason: 'refused' }],
  ['media_unavailable', { name: 'reconnecting', attempt: 1 }],
  ['server_closing', { name: 'reconnecting', attempt: 1 }],
])('a join refused with %s leads to %o', async (code, phase) => {
  const { call, line, welcome } = fakeCall();
  call.join('Ann');
  await welcome();
  await line().refuse(line().last('join').id, code);
  expect(call.get().phase).toEqual(phase);
});

test('[RS5] a socket closed because the same person came back elsewhere ends the call', async () => {
  const { call, line, enter } = fakeCall();
  await enter();
  await line().close(4409);
  expect(call.get().phase).toEqual({ name: 'ended', reason: 'replaced' });
});

test('[JN6] a welcome of another protocol version ends the call before the join', async () => {
  const { call, line } = fakeCall();
  call.prepare();
  await line().notify('welcome', {
    protocolVersion: 99,
    routerRtpCapabilities: { codecs: [], headerExtensions: [] },
  });
  expect(call.get().phase).toEqual({ name: 'ended', reason: 'unsupported_protocol' });
});

test('in the lobby a lost socket is replaced without a word to the person', async () => {
  const { call, clock, line, lines, welcome } = fakeCall();
  call.prepare();
  await welcome();
  await line().close(1006);
  expect(call.get().phase).toEqual({ name: 'idle' });
  clock.advance(200);
  await welcome();
  call.join('Ann');
  expect(lines.length).toBeGreaterThan(1);
  expect(line().methods()).toEqual(['join']);
});

test('retries come at once first, then further apart, and at once when the network is back', async () => {
  const { call, clock, lines, line, page, enter } = fakeCall();
  await enter();
  await line().close();
  clock.advance(200);
  expect(lines.length).toBeGreaterThan(1);
  await line().close();
  clock.advance(599);
  expect(lines.length).toBeGreaterThan(1);
  clock.advance(1);
  expect(lines).toHaveLength(3);
  await line().close();
  expect(call.get().phase).toEqual({ name: 'reconnecting', attempt: 3 });
  page.wake();
  expect(lines).toHaveLength(4);
});

test('[LM3] a silent server is taken for dead', async () => {
  const { call, clock, line, enter } = fakeCall();
  await enter();
  clock.advance(11_999);
  expect(call.get().phase.name).toBe('joined');
  expect(line().requests.filter(({ method }) => method === 'ping')).toHaveLength(2);
  clock.advance(1);
  expect(call.get().phase).toEqual({ name: 'reconnecting', attempt: 1 });
  expect(line().closedByClient).toBe(1000);
});

test('participants that did not change stay the same objects', async () => {
  const { call, line, enter } = fakeCall();
  await enter(
    snapshot({ peers: [ben, { id: 'cleo', displayName: 'Cleo', role: 'participant', tracks: [] }] }),
  );
  const [self, , cleo] = call.get().participants;
  const track = { id: 'camera', kind: 'video', source: 'camera', muted: false } as const;
  await line().notify('trackAdded', { peerId: 'ben', track });
  const after = call.get().participants;
  expect(after[0]).toBe(self);
  expect(after[2]).toBe(cleo);
  expect(after[1]?.camera?.muted).toBe(false);
});

test('[TR8] who speaks is told beside the state, which stays as it is', async () => {
  const { call, line, enter } = fakeCall();
  await enter(snapshot({ peers: [ben] }));
  const before = call.get();
  await line().notify('speakers', { speakers: [{ peerId: 'ben', volume: -30 }] });
  expect(call.get()).toBe(before);
  expect(call.levels.of('ben')).toBeCloseTo(0.8);
  await line().notify('speakers', { speakers: [] });
  expect(call.levels.of('ben')).toBe(0);
});
