import { expect, test, vi } from 'vitest';
import type { CallSettings } from '../call/ports.ts';
import { directPair } from '../testing/direct.ts';
import type { FakeRecording } from '../testing/FakeRecorder.ts';
import { settle, testServer } from '../testing/testServer.ts';

/** Ana is the host; both send. */
async function pair(settings: Partial<CallSettings> = {}) {
  const server = testServer(settings);
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  await ana.sendMicrophone();
  await ben.sendCamera();
  await settle();
  return { ...server, ana, ben };
}

const sources = (recording: FakeRecording | undefined) =>
  recording?.tracks.map(({ displayName, source }) => `${displayName} ${source}`);

async function record(server: Awaited<ReturnType<typeof pair>>): Promise<FakeRecording> {
  await server.ana.request('setRecording', { recording: 'on' });
  const recording = server.recorder.recordings.at(-1) as FakeRecording;
  await vi.waitFor(() => expect(recording.tracks.length).toBeGreaterThan(0));
  await settle();
  return recording;
}

test('[RG1] what a host records is all that is sent, in its best quality, and everybody is told', async () => {
  const server = await pair();
  const recording = await record(server);
  expect(sources(recording)).toEqual(['Ana microphone', 'Ben camera']);
  const [tap] = server.sfu.taps;
  expect(tap?.remote).toEqual({ address: '127.0.0.1', port: 29_000 });
  expect([...(tap?.consumers ?? [])].map(({ paused }) => paused)).toEqual([false, false]);
  for (const client of [server.ana, server.ben]) {
    expect(client.told('recordingChanged')).toEqual([
      { recording: { startedAt: server.clock.now(), paused: false } },
    ]);
  }
});

test('[RG1] nobody but a host decides on it', async () => {
  const { ben, recorder } = await pair();
  expect(await ben.refused('setRecording', { recording: 'on' })).toBe('forbidden');
  expect(recorder.recordings).toEqual([]);
});

test('[RG1] what is so already stays', async () => {
  const server = await pair();
  const recording = await record(server);
  await server.ana.request('setRecording', { recording: 'on' });
  expect(server.recorder.recordings).toEqual([recording]);
  expect(server.ben.told('recordingChanged')).toHaveLength(1);
  await server.ana.request('setRecording', { recording: 'off' });
  await server.ana.request('setRecording', { recording: 'off' });
  expect(server.ben.told('recordingChanged')).toHaveLength(2);
});

test('[RG2] who comes later sees that it is recorded, and is recorded', async () => {
  const server = await pair();
  const recording = await record(server);
  const cleo = await server.joined({ displayName: 'Cleo' });
  expect(cleo.joinedWith.recording).toEqual({ startedAt: server.clock.now(), paused: false });
  await cleo.sendMicrophone();
  await vi.waitFor(() => expect(sources(recording)).toContain('Cleo microphone'));
  await cleo.request('leave', {});
  await vi.waitFor(() => expect(sources(recording)).not.toContain('Cleo microphone'));
});

test('[RG3] a pause sends nothing, and is told', async () => {
  const server = await pair();
  const recording = await record(server);
  await server.ana.request('setRecording', { recording: 'paused' });
  const [tap] = server.sfu.taps;
  expect([...(tap?.consumers ?? [])].map(({ paused }) => paused)).toEqual([true, true]);
  expect(recording.isPaused).toBe(true);
  expect(server.ben.told('recordingChanged').at(-1)?.recording?.paused).toBe(true);
  await server.ana.request('setRecording', { recording: 'on' });
  expect([...(tap?.consumers ?? [])].map(({ paused }) => paused)).toEqual([false, false]);
  expect(recording.isPaused).toBe(false);
});

test('[RG4] its end is told, and nothing is sent any more', async () => {
  const server = await pair();
  const recording = await record(server);
  await server.ana.request('setRecording', { recording: 'off' });
  expect(recording.isStopped).toBe(true);
  expect(server.sfu.taps).toEqual([]);
  expect(server.ben.told('recordingChanged').at(-1)).toEqual({});
});

test('[RG4] it ends with the call', async () => {
  const server = await pair();
  const recording = await record(server);
  void server.ana.ask('endForAll');
  await vi.waitFor(() => expect(recording.isStopped).toBe(true));
});

test('[RG5] two who are connected directly go by the server while they are recorded', async () => {
  const server = testServer();
  const { ana, ben } = await directPair({ server });
  await ana.request('setRecording', { recording: 'on' });
  expect(ben.told('directChanged').at(-1)).toEqual({});
  await ana.request('setRecording', { recording: 'off' });
  await server.pass(40_000, ana, ben);
  expect(ben.told('directChanged').at(-1)).toHaveProperty('direct');
});

test('[RG6] when a media worker dies, what is made in its place is recorded', async () => {
  const server = await pair();
  const recording = await record(server);
  server.sfu.kill();
  await vi.waitFor(() => expect(server.ana.told('mediaReset')).toHaveLength(1));
  await vi.waitFor(() => expect(recording.sources).toHaveLength(2));
  expect(recording.tracks).toEqual([]);
  await server.ana.sendMicrophone();
  await vi.waitFor(() => expect(sources(recording)).toEqual(['Ana microphone']));
});

test('[RG6] when the recorder’s process dies, another is sent everything', async () => {
  const server = await pair();
  const recording = await record(server);
  const before = [...server.sfu.taps];
  server.recorder.listen(recording, 29_001);
  await vi.waitFor(() => expect(server.sfu.taps[0]?.remote?.port).toBe(29_001));
  await vi.waitFor(() => expect(sources(recording)).toEqual(['Ana microphone', 'Ben camera']));
  expect(before[0]?.closed).toBe(true);
});

test('[RG7] when it cannot go on, the call does, and everybody is told why', async () => {
  const server = await pair();
  const recording = await record(server);
  recording.events.failed('disk');
  expect(server.ben.told('recordingChanged').at(-1)).toEqual({ cause: 'disk' });
  expect(server.ben.closed).toBeUndefined();
  expect(server.sfu.taps).toEqual([]);
  await record(server);
});

test('[RG7] where there is no room for it, it does not begin', async () => {
  const server = await pair();
  server.recorder.isFull = true;
  expect(await server.ana.refused('setRecording', { recording: 'on' })).toBe('disk_full');
  // Nobody was told that it begins.
  expect(server.ben.told('recordingChanged')).toEqual([{}]);
});

test('[RG8] where everything is recorded, it begins with the first; where nothing is, never', async () => {
  const { ana, recorder } = await pair({ recording: 'always' });
  await vi.waitFor(() => expect(sources(recorder.recordings[0])).toEqual(['Ana microphone', 'Ben camera']));
  expect(ana.joinedWith.room.recordable).toBe(true);

  const never = await pair({ recording: 'never' });
  expect(never.ana.joinedWith.room.recordable).toBe(false);
  expect(await never.ana.refused('setRecording', { recording: 'on' })).toBe('recording_unavailable');
});

test('[RG9] whoever cannot be reached is away, unless they are muted', async () => {
  const server = await pair();
  const recording = await record(server);
  server.ben.loseSocket();
  const ben = server.connect();
  await ben.resume(server.ben.joinedWith, { mediaId: server.ben.mediaId });
  await server.ana.request('setTrackMuted', { trackId: 'microphone', muted: true });
  server.ana.loseSocket();
  const [voice, camera] = ['microphone', 'camera'].map((name) => (cause?: string) => [
    expect.stringMatching(name) as string,
    cause,
  ]);
  expect(recording.gaps).toEqual([camera?.('away'), camera?.(), voice?.('muted'), voice?.('muted')]);
});

test('[RG9] a mute is a gap with a cause', async () => {
  const server = await pair();
  const recording = await record(server);
  await server.ana.request('setTrackMuted', { trackId: 'microphone', muted: true });
  await server.ana.request('setTrackMuted', { trackId: 'microphone', muted: false });
  expect(recording.gaps.map(([, cause]) => cause)).toEqual(['muted', undefined]);
});

test('[RG10] of a picture that is recorded the largest size is asked for, whatever is on screens', async () => {
  const server = await pair();
  await server.ana.request('setViews', { views: [] });
  await server.pass(10_000, server.ana, server.ben);
  expect(server.ben.told('trackDemand').at(-1)).toMatchObject({ sizes: 0 });
  await record(server);
  await server.pass(1_000, server.ana, server.ben);
  expect(server.ben.told('trackDemand').at(-1)).toMatchObject({ sizes: 3 });
});

test('[RG11] a recording goes on after a restart of the server, as it was, when somebody is back', async () => {
  const server = await pair();
  const recording = await record(server);
  await server.ana.request('setRecording', { recording: 'paused' });
  const { startedAt } = server.ana.told('recordingChanged').at(-1)?.recording ?? {};
  const after = testServer({}, { before: server });
  const ana = after.connect();
  expect((await ana.resume(server.ana.joinedWith)).recording).toEqual({ startedAt, paused: true });
  await vi.waitFor(() => expect(after.recorder.recordings).toHaveLength(1));
  const [next] = after.recorder.recordings;
  expect(next?.recordingId).toBe(recording.recordingId);
  await vi.waitFor(() => expect(next?.isPaused).toBe(true));
  await ana.request('setRecording', { recording: 'off' });
  expect(next?.isStopped).toBe(true);
  expect(testServer({}, { before: after }).records.recall('garden')?.recording).toBeUndefined();
});

test('[RG11] a server that is shut down leaves a recording to be gone on with', async () => {
  const server = await pair();
  const recording = await record(server);
  server.rooms.close('restarting');
  expect(recording.isStopped).toBe(false);
});

const isOpened = (server: ReturnType<typeof testServer>, recording: FakeRecording) => ({
  recordingId: recording.recordingId,
  token: server.recordingTokens.issue(recording.recordingId),
  room: 'garden',
  startedAt: server.clock.now(),
});

test('[RG12] hosts get what lets them see the recording when it begins, and nobody else does', async () => {
  const server = await pair();
  const cleo = await server.joined({ displayName: 'Cleo' });
  await server.ana.request('setRole', { peerId: cleo.id, role: 'viewer' });
  await server.ana.request('setRules', { waitingRoom: true });
  const dan = server.connect();
  await dan.request('knock', { room: 'garden', displayName: 'Dan' });
  const recording = await record(server);
  expect(server.ana.told('recordingAccess')).toEqual([isOpened(server, recording)]);
  for (const other of [server.ben, cleo, dan]) expect(other.told('recordingAccess')).toEqual([]);
});

test('[RG12] who becomes a host gets it, and nobody who becomes something else', async () => {
  const server = await pair();
  const recording = await record(server);
  await server.ana.request('setRole', { peerId: server.ben.id, role: 'viewer' });
  expect(server.ben.told('recordingAccess')).toEqual([]);
  await server.ana.request('setRole', { peerId: server.ben.id, role: 'host' });
  expect(server.ben.told('recordingAccess')).toEqual([isOpened(server, recording)]);
  await server.ana.request('setRole', { peerId: server.ben.id, role: 'participant' });
  expect(server.ben.told('recordingAccess')).toHaveLength(1);
});

test('[RG12] a host who comes back gets it again, behind the snapshot, and a participant does not', async () => {
  const server = await pair();
  const recording = await record(server);
  for (const client of [server.ana, server.ben]) client.loseSocket();
  const ana = server.connect();
  await ana.resume(server.ana.joinedWith);
  await settle();
  expect(ana.told('recordingAccess')).toEqual([isOpened(server, recording)]);
  expect(ana.newsMethods).toEqual(['recordingAccess']);
  expect(ana.frames.findIndex(({ kind }) => kind === 'response')).toBe(1);
  const ben = server.connect();
  await ben.resume(server.ben.joinedWith);
  await settle();
  expect(ben.told('recordingAccess')).toEqual([]);
});

test('[RG12] where everything is recorded the first host gets it, and after a restart the one who is back', async () => {
  const before = await pair({ recording: 'always' });
  await vi.waitFor(() => expect(before.ana.told('recordingAccess')).toHaveLength(1));
  const server = testServer({ recording: 'always' }, { before });
  const ben = server.connect();
  await ben.resume(before.ben.joinedWith);
  const ana = server.connect();
  await ana.resume(before.ana.joinedWith);
  await vi.waitFor(() => expect(ana.told('recordingAccess')).toEqual(before.ana.told('recordingAccess')));
  expect(ben.told('recordingAccess')).toEqual([]);
});

test('[RG12] while nothing is recorded nobody gets anything', async () => {
  const server = await pair();
  server.recorder.isFull = true;
  await server.ana.refused('setRecording', { recording: 'on' });
  await server.ana.request('setRole', { peerId: server.ben.id, role: 'host' });
  server.recorder.isFull = false;
  await record(server);
  await server.ana.request('setRecording', { recording: 'off' });
  const had = server.ana.told('recordingAccess').length;
  server.ana.loseSocket();
  const ana = server.connect();
  await ana.resume(server.ana.joinedWith);
  await settle();
  expect([had, ana.told('recordingAccess').length, server.ben.told('recordingAccess').length]).toEqual([
    1, 0, 1,
  ]);
});
