import { createSocket, type Socket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readManifest, type Manifest } from '@parley/recorder/manifest';
import { encodeHeader } from '@parley/rtp/packet';
import type { LocalAddress, RecordedTrack, RecordingEvents, RecordingFailure } from '../call/ports.ts';
import { timing } from '@parley/protocol';
import { FakeClock } from '../testing/FakeClock.ts';
import { systemClock } from '../systemClock.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { opusParameters } from '../testing/rtp.ts';
import { RecorderProcess } from './RecorderProcess.ts';

const program = fileURLToPath(new URL('../../../recorder/src/main.ts', import.meta.url));
const address = '127.0.0.1';
const ssrc = 4711;
const track: RecordedTrack = {
  trackId: 'ana-voice',
  peerId: 'ana',
  displayName: 'Ana',
  source: 'microphone',
  rtpParameters: { ...opusParameters, encodings: [{ ssrc }] },
};

let dir = '';
let recorder: RecorderProcess;
/** In the place of the media server. */
let media: Socket;
let sent = 0;
let sending: NodeJS.Timeout | undefined;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-recorder-'));
  media = createSocket('udp4');
  await new Promise<void>((resolve) => {
    media.bind(0, address, resolve);
  });
  sent = 0;
});

afterEach(async () => {
  clearInterval(sending);
  await recorder.close();
  media.close();
  rmSync(dir, { recursive: true });
});

function start(space = { toBegin: 0, toGoOn: 0 }): void {
  const log = new MemoryLog();
  recorder = new RecorderProcess({ program, env: process.env, dir, space, clock: systemClock, log });
}

/** A recording of one voice that is sent all the time, whichever process listens. */
async function record() {
  const listening: LocalAddress[] = [];
  const failures: RecordingFailure[] = [];
  const events: RecordingEvents = {
    listens: (at) => {
      listening.push(at);
      recording.connect({ address, port: media.address().port });
      recording.addTrack(track);
    },
    failed: (cause) => void failures.push(cause),
  };
  const recording = await recorder.start(
    { recordingId: 'r1', room: 'garden', startedAt: Date.now() },
    events,
  );
  sending = setInterval(() => {
    const at = listening.at(-1);
    if (!at) return;
    sent += 1;
    const payloadType = opusParameters.codecs[0]?.payloadType ?? 0;
    const header = encodeHeader(
      { payloadType, marker: false, sequenceNumber: sent & 0xffff, timestamp: sent * 960, ssrc },
      [],
    );
    media.send(Buffer.concat([header, Buffer.from([sent & 0xff])]), at.port, at.address);
  }, 20);
  return { recording, listening, failures, stop: () => recording.stop() };
}

const manifest = (): Manifest => readManifest(readFileSync(join(dir, 'r1/manifest.json'), 'utf8'));

test('[RP1] what is sent to where it listens is recorded until it is stopped', async () => {
  start();
  const { listening, stop } = await record();
  await vi.waitFor(() => expect(listening).toHaveLength(1));
  await vi.waitFor(() => expect(sent).toBeGreaterThan(50), { timeout: 5_000 });
  await stop();
  expect(manifest()).toMatchObject({
    endCause: 'stopped',
    tracks: [{ files: [{ file: 'ana-voice-1.webm' }] }],
  });
});

test('[RP2] one whose process is killed goes on in another within 2 s, and has lost at most 1 s', async () => {
  start();
  const { listening, failures, stop } = await record();
  await vi.waitFor(() => expect(sent).toBeGreaterThan(100), { timeout: 5_000 });
  const killedAt = performance.now();
  process.kill(recorder.pid as number, 'SIGKILL');
  await vi.waitFor(() => expect(listening).toHaveLength(2), { timeout: 5_000 });
  const back = performance.now() - killedAt;
  const before = sent;
  await vi.waitFor(() => expect(sent).toBeGreaterThan(before + 50), { timeout: 5_000 });
  await stop();
  expect(back).toBeLessThan(2_000);
  const [files] = manifest().tracks.map((one) => one.files);
  expect(files?.map(({ file }) => file)).toEqual(['ana-voice-1.webm', 'ana-voice-2.webm']);
  const [first, second] = files ?? [];
  const gap = (second?.at ?? Infinity) - ((first?.at ?? 0) + (first?.duration ?? 0));
  // What was not flushed, and the time in which nobody listened.
  expect(gap).toBeLessThan(1_000 + back);
  expect(manifest().breaks).toMatchObject([{ cause: 'recorder' }]);
  expect(failures).toEqual([]);
});

test('[RP7] what happens in the call is in the manifest, also while its process is replaced', async () => {
  start();
  const { recording, listening, stop } = await record();
  recording.note('joined', { peerId: 'ana', displayName: 'Ana' });
  await vi.waitFor(() => expect(sent).toBeGreaterThan(50), { timeout: 5_000 });
  process.kill(recorder.pid as number, 'SIGKILL');
  await vi.waitFor(() => expect(recorder.pid).toBeUndefined());
  recording.note('message', { peerId: 'ana', displayName: 'Ana', text: 'Hello' });
  await vi.waitFor(() => expect(listening).toHaveLength(2), { timeout: 5_000 });
  recording.note('left', { peerId: 'ana' });
  await stop();
  const { events } = manifest();
  expect(events.map(({ event, data }) => [event, data])).toEqual([
    ['joined', { peerId: 'ana', displayName: 'Ana' }],
    ['message', { peerId: 'ana', displayName: 'Ana', text: 'Hello' }],
    ['left', { peerId: 'ana' }],
  ]);
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b));
});

test('[RP3] none begins on a disk that is too full for it', async () => {
  start({ toBegin: Number.MAX_SAFE_INTEGER, toGoOn: 0 });
  await expect(record()).rejects.toMatchObject({ code: 'disk_full' });
});

test('[RP4] one that must end because of the disk says so', async () => {
  start({ toBegin: 0, toGoOn: Number.MAX_SAFE_INTEGER });
  const { failures, stop } = await record();
  await vi.waitFor(() => expect(failures).toEqual(['disk']), { timeout: 5_000 });
  await stop();
  expect(manifest().endCause).toBe('disk');
});

test('[RP6] what a server before left is ended when nobody came back to it', async () => {
  start();
  const { listening } = await record();
  await vi.waitFor(() => expect(listening).toHaveLength(1));
  await vi.waitFor(() => expect(sent).toBeGreaterThan(50), { timeout: 5_000 });
  await recorder.close();
  expect(manifest().endCause).toBeUndefined();

  const clock = new FakeClock();
  const space = { toBegin: 0, toGoOn: 0 };
  recorder = new RecorderProcess({ program, env: process.env, dir, space, clock, log: new MemoryLog() });
  clock.advance(timing.restartGrace + 60_000);
  await vi.waitFor(() => expect(manifest().endCause).toBe('closing'), { timeout: 5_000 });
  expect(manifest().tracks[0]?.files).toHaveLength(1);
});

test('[RP5] no process is there before the first recording', () => {
  start();
  expect(recorder.pid).toBeUndefined();
});

test('[RP5] a recorder that does not start is one that cannot be had, and is tried again', async () => {
  const space = { toBegin: 0, toGoOn: 0 };
  const log = new MemoryLog();
  recorder = new RecorderProcess({
    program: join(dir, 'none.ts'),
    env: process.env,
    dir,
    space,
    clock: systemClock,
    log,
  });
  for (let n = 1; n <= 2; n += 1) {
    await expect(record()).rejects.toMatchObject({ code: 'recording_unavailable' });
    expect(log.messages).toHaveLength(n);
  }
});
