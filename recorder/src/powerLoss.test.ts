// The power fails: what is left of a recording that is being written.
import { createSocket, type Socket } from 'node:dgram';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeStream, numberOf } from '../testing/FakeStream.ts';
import { readTrack } from '../testing/readTrack.ts';
import { SyncWatch } from '../testing/SyncWatch.ts';
import { finishRecording } from './finishRecording.ts';
import { Recording } from './Recording.ts';

const address = '127.0.0.1';
const FRAME = { voice: 20, camera: 40 };
const COPIES = 60;

let parent = '';
let media: Socket;

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'parley-power-'));
  media = createSocket('udp4');
  await new Promise<void>((resolve) => {
    media.bind(0, address, resolve);
  });
});

afterEach(() => {
  media.close();
  rmSync(parent, { recursive: true });
});

/** Deterministic noise from 0 to 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * What a disk has that lost its power now: all that was synced, and of the rest as much as it had got to, or zeros in its place.
 */
function copyAsLeft(dir: string, to: string, synced: SyncWatch, random: () => number): void {
  mkdirSync(to);
  for (const name of readdirSync(dir)) {
    const bytes = readFileSync(join(dir, name));
    const kept = synced.keptOf(join(dir, name));
    const length = kept + Math.round((bytes.length - kept) * random());
    if (random() < 0.3) bytes.fill(0, kept);
    writeFileSync(join(to, name), bytes.subarray(0, length));
  }
}

/** Of a track, once the folder is made whole. */
async function framesIn(dir: string, trackId: string): Promise<number[]> {
  const manifest = await finishRecording(dir).catch(() => undefined);
  const [file] = manifest?.tracks.find((track) => track.trackId === trackId)?.files ?? [];
  if (!file) return [];
  const { packets } = await readTrack(join(dir, file.file));
  return packets.map(({ data }) => numberOf(data));
}

test('[RE8] of a recording that lost its power at any moment all is there but the last second', async () => {
  const dir = join(parent, 'garden');
  const synced = await SyncWatch.start(import.meta.filename);
  const startedAt = Date.now() - performance.now();
  const now = () => startedAt + performance.now();
  const begun = now();
  const recording = await Recording.start(address, {
    recordingId: 'r1',
    room: 'garden',
    dir,
    startedAt: begun,
    minFree: 0,
    now,
    ended: (error) => {
      throw error;
    },
  });
  recording.connect({ address, port: media.address().port });
  const streams = { voice: FakeStream.voice(1), camera: FakeStream.camera(2) };
  const frames = { voice: 0, camera: 0 };
  for (const [name, { stream }] of Object.entries(streams)) {
    recording.addTrack({ trackId: name, peerId: 'ana', displayName: 'Ana', source: name }, stream);
  }
  /** How long this machine has kept everything waiting. */
  let stalled = 0;
  let lookedAt = now();
  const sending = setInterval(() => {
    stalled = Math.max(stalled, now() - lookedAt);
    lookedAt = now();
    for (const name of ['voice', 'camera'] as const) {
      for (; frames[name] * FRAME[name] < lookedAt - begun; frames[name] += 1) {
        const isKey = frames[name] % 50 === 0;
        for (const packet of streams[name].next({ isKey })) media.send(packet, recording.port, address);
      }
    }
  }, 10);

  const random = noise(11);
  const copies: { to: string; at: number; sent: typeof frames }[] = [];
  for (let n = 0; n < COPIES; n += 1) {
    // Not a wait for something: the power may fail at any time.
    const at = now() + random() * 120;
    while (now() < at) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    const to = join(parent, `copy-${n}`);
    copyAsLeft(dir, to, synced, random);
    copies.push({ to, at: now() - begun, sent: { ...frames } });
  }
  clearInterval(sending);
  synced.stop();
  await recording.end('stopped');

  let found = 0;
  for (const { to, at, sent } of copies) {
    for (const name of ['voice', 'camera'] as const) {
      const numbers = await framesIn(to, name);
      expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => (numbers[0] ?? 0) + n));
      const last = numbers.at(-1);
      const lost = last === undefined ? at : (sent[name] - 1 - last) * FRAME[name];
      expect(lost).toBeLessThan(1_000 + stalled);
      found += numbers.length;
    }
  }
  expect(found).toBeGreaterThan(COPIES * 50);
}, 30_000);
