import { createSocket, type Socket } from 'node:dgram';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeStream, numberOf } from '../testing/FakeStream.ts';
import { readTrack } from '../testing/readTrack.ts';
import { endRecording, finishRecording } from './finishRecording.ts';
import type { Manifest } from './journal/Manifest.ts';
import { Recording } from './Recording.ts';

const address = '127.0.0.1';

let parent = '';
let dir = '';
/** In the place of the media server. */
let media: Socket;
let time = 0;
let ended: Error[] = [];
const open: Recording[] = [];

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'parley-recording-'));
  dir = join(parent, 'garden');
  media = createSocket('udp4');
  await new Promise<void>((resolve) => {
    media.bind(0, address, resolve);
  });
  time = 1_700_000_000_000;
  ended = [];
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((recording) => recording.suspend()));
  media.close();
  rmSync(parent, { recursive: true });
});

async function start(options: { startedAt?: number; minFree?: number } = {}): Promise<Recording> {
  const recording = await Recording.start(address, {
    recordingId: 'r1',
    room: 'garden',
    dir,
    startedAt: time,
    minFree: 0,
    now: () => time,
    ended: (error) => void ended.push(error),
    ...options,
  });
  open.push(recording);
  recording.connect({ address, port: media.address().port });
  return recording;
}

const voiceOf = (peerId: string) => ({
  trackId: `${peerId}-voice`,
  peerId,
  displayName: peerId,
  source: 'microphone',
});

/** Sends frames, and time passes with them. Resolved when they have all come. */
async function feed(
  recording: Recording,
  fake: FakeStream,
  frames: number,
  from: Socket = media,
): Promise<void> {
  for (let n = 0; n < frames; n += 1) {
    for (const packet of fake.next()) from.send(packet, recording.port, address);
    time += 20;
    // One at a time, so that none of them overtakes the clock.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

const manifest = (): Manifest => JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest;

async function framesOf(file: string): Promise<number[]> {
  return (await readTrack(join(dir, file))).packets.map(({ data }) => numberOf(data));
}

const written = (recording: Recording, bytes: number) =>
  vi.waitFor(() => expect(recording.bytes).toBeGreaterThan(bytes), { timeout: 5_000 });

test('[RE1] tracks that come from the media server are on the disk, with a manifest of what they are', async () => {
  const recording = await start();
  const [ana, ben] = [FakeStream.voice(1), FakeStream.voice(2)];
  recording.addTrack(voiceOf('ana'), ana.stream);
  await feed(recording, ana, 50);
  recording.addTrack(voiceOf('ben'), ben.stream);
  await feed(recording, ben, 50);
  recording.event('handRaised', { peerId: 'ben' });
  await written(recording, 500);
  await recording.end('stopped');

  expect(manifest()).toMatchObject({
    recordingId: 'r1',
    room: 'garden',
    startedAt: new Date(1_700_000_000_000).toISOString(),
    endCause: 'stopped',
    tracks: [
      {
        ...voiceOf('ana'),
        files: [{ file: 'ana-voice-1.webm', codec: 'opus', at: expect.any(Number) as number }],
      },
      { ...voiceOf('ben'), files: [{ file: 'ben-voice-1.webm', codec: 'opus' }] },
    ],
    events: [{ at: 2_000, event: 'handRaised', data: { peerId: 'ben' } }],
  });
  const [, second] = manifest().tracks;
  expect(second?.files[0]?.at).toBeGreaterThanOrEqual(1_000);
  expect(await framesOf('ana-voice-1.webm')).toEqual(Array.from({ length: 50 }, (_, n) => n));
});

test('[RE2] what somebody else sends to the port is not recorded', async () => {
  const recording = await start();
  const fake = FakeStream.voice(1);
  recording.addTrack(voiceOf('ana'), fake.stream);
  const stranger = createSocket('udp4');
  await feed(recording, fake, 10, stranger);
  stranger.close();
  await feed(recording, fake, 30);
  await written(recording, 300);
  await recording.end('stopped');
  expect(await framesOf('ana-voice-1.webm')).not.toContain(5);
});

test('[RE3] a recording whose process died goes on in other files, and loses at most what was not flushed', async () => {
  const first = await start();
  const startedAt = time;
  const fake = FakeStream.voice(1);
  first.addTrack(voiceOf('ana'), fake.stream);
  await feed(first, fake, 100);
  await written(first, 800);
  // What a process leaves that is killed now.
  const left = readdirSync(dir).map((name) => [name, `${dir}-${name}`] as const);
  for (const [name, copy] of left) copyFileSync(join(dir, name), copy);
  await first.suspend();
  rmSync(join(dir, 'manifest.json'));
  for (const [name, copy] of left) copyFileSync(copy, join(dir, name));

  time += 1_500;
  const second = await start({ startedAt });
  second.addTrack(voiceOf('ana'), fake.stream);
  await feed(second, fake, 50);
  await written(second, 600);
  await second.end('stopped');

  const [track] = manifest().tracks;
  expect(track?.files.map(({ file }) => file)).toEqual(['ana-voice-1.webm', 'ana-voice-2.webm']);
  expect((await framesOf('ana-voice-1.webm')).length).toBeGreaterThan(70);
  expect(await framesOf('ana-voice-2.webm')).toHaveLength(50);
  expect(track?.files[1]?.at).toBeGreaterThanOrEqual(3_500);
  expect(manifest().breaks).toMatchObject([{ until: 3_500, cause: 'recorder' }]);
});

test('[RE3] a track that is sent anew, as after the death of a media worker, goes on in another file', async () => {
  const recording = await start();
  const [before, after] = [FakeStream.voice(1), FakeStream.voice(2)];
  recording.addTrack(voiceOf('ana'), before.stream);
  await feed(recording, before, 50);
  await written(recording, 300);
  await recording.removeTrack(1);
  recording.addTrack(voiceOf('ana'), after.stream);
  await feed(recording, after, 50);
  await recording.end('stopped');
  expect(ended).toEqual([]);
  const files = manifest().tracks.map((track) => track.files.map(({ file }) => file));
  expect(files).toEqual([['ana-voice-1.webm', 'ana-voice-2.webm']]);
  expect(await framesOf('ana-voice-2.webm')).toHaveLength(50);
});

test('[RE4] what nobody went on with can be finished later, as often as one likes', async () => {
  const recording = await start();
  const fake = FakeStream.voice(1);
  recording.addTrack(voiceOf('ana'), fake.stream);
  await feed(recording, fake, 60);
  await written(recording, 500);
  await recording.suspend();
  const before = manifest();
  expect(before.tracks[0]?.files[0]?.duration).toBeGreaterThan(1_100);
  expect(before).not.toHaveProperty('endCause');
  expect(await finishRecording(dir)).toEqual(before);
  const ended = { ...before, endCause: 'closing' };
  expect(await endRecording(dir)).toEqual(ended);
  expect(await endRecording(dir)).toEqual(ended);
});

test('[RE5] what comes in a pause is not recorded', async () => {
  const recording = await start();
  const fake = FakeStream.voice(1);
  recording.addTrack(voiceOf('ana'), fake.stream);
  await feed(recording, fake, 20);
  await written(recording, 300);
  const before = recording.bytes;
  recording.pause();
  await feed(recording, fake, 100);
  recording.resume();
  await feed(recording, fake, 20);
  await written(recording, before);
  await recording.end('stopped');
  const frames = await framesOf('ana-voice-1.webm');
  expect(frames.filter((frame) => frame >= 20 && frame < 118)).toEqual([]);
  expect(manifest().breaks).toEqual([{ at: 400, until: 2_400, cause: 'paused' }]);
});

test('[RE6] it ends by itself before the disk is full, and says why', async () => {
  const recording = await start({ minFree: Number.MAX_SAFE_INTEGER });
  const fake = FakeStream.voice(1);
  recording.addTrack(voiceOf('ana'), fake.stream);
  await feed(recording, fake, 20);
  await vi.waitFor(() => expect(ended).toHaveLength(1), { timeout: 5_000 });
  expect(ended[0]?.message).toContain('bytes left');
  expect(manifest()).toMatchObject({ endCause: 'disk', tracks: [{ trackId: 'ana-voice' }] });
});
