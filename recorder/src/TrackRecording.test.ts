import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCompound, readNack, readPictureRequests } from '@parley/rtp/rtcp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry } from './journal/entries.ts';
import { Journal } from './journal/Journal.ts';
import { readJournal } from './journal/readJournal.ts';
import { FakeStream, numberOf } from '../testing/FakeStream.ts';
import { readTrack } from '../testing/readTrack.ts';
import { TrackRecording } from './TrackRecording.ts';

const origin = { trackId: 'camera-1', peerId: 'ana', displayName: 'Ana', source: 'camera' };
const startedAt = 1_000_000;

let dir = '';
let journal: Journal;
let sent: Buffer[] = [];
let failures: Error[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-recording-'));
  journal = await Journal.open(join(dir, 'journal.jsonl'));
  sent = [];
  failures = [];
});

afterEach(async () => {
  await journal.close();
  rmSync(dir, { recursive: true });
});

/** A track and the stream that feeds it; time is in the recording, in milliseconds. */
class Feed {
  readonly track: TrackRecording;
  readonly fake: FakeStream;
  time = 0;

  constructor(fake: FakeStream, filesBefore = 0) {
    this.fake = fake;
    const around = {
      dir,
      journal,
      startedAt,
      startedOn: new Date(startedAt),
      send: (rtcp: Buffer) => void sent.push(rtcp),
      failed: (error: Error) => void failures.push(error),
      nextFile: () => (filesBefore += 1),
    };
    this.track = new TrackRecording(origin, fake.stream, around);
  }

  /** @param keep Which packets of a frame get through. */
  frame(
    step: number,
    options: Parameters<FakeStream['next']>[0] = {},
    keep: (packet: number) => boolean = () => true,
  ) {
    const packets = this.fake.next(options);
    for (const packet of packets.filter((_, n) => keep(n))) this.track.receive(packet, startedAt + this.time);
    this.time += step;
    return packets;
  }

  pause(milliseconds: number): void {
    this.fake.skip(milliseconds);
    this.time += milliseconds;
  }

  async files(): Promise<{ time: number; number: number }[][]> {
    await this.track.end();
    await journal.flush();
    const names = readdirSync(dir).filter((name) => name !== 'journal.jsonl');
    return Promise.all(
      names.toSorted().map(async (name) => {
        const { packets } = await readTrack(join(dir, name));
        return packets.map(({ time, data }) => ({ time, number: numberOf(data) }));
      }),
    );
  }
}

const entries = (name: Entry['name']) =>
  readJournal(readFileSync(join(dir, 'journal.jsonl'), 'utf8')).filter((entry) => entry.name === name);

const nacks = () =>
  sent.flatMap((rtcp) =>
    [...readCompound(rtcp)].filter(({ type }) => type === 205).flatMap((one) => [...readNack(one)]),
  );
const pictureRequests = () =>
  sent.flatMap((rtcp) => [...readCompound(rtcp)].flatMap((one) => [...readPictureRequests(one)]));

test('[TR1] a voice is written as it comes, from its first packet on', async () => {
  const feed = new Feed(FakeStream.voice(7));
  feed.time = 500;
  for (let n = 0; n < 100; n += 1) feed.frame(20);
  const [file] = await feed.files();
  expect(file).toEqual(Array.from({ length: 100 }, (_, number) => ({ time: number * 20, number })));
  expect(entries('file')).toEqual([
    { name: 'file', at: 500, file: 'camera-1-1.webm', codec: 'opus', ...origin },
  ]);
  expect(entries('fileEnd')).toMatchObject([{ at: 2_500, duration: 2_000, lost: 0 }]);
  expect(failures).toEqual([]);
});

test('[TR2] a picture begins with a key frame, which is asked for', async () => {
  const feed = new Feed(FakeStream.camera(8));
  feed.frame(40);
  expect(pictureRequests()).toEqual([8]);
  feed.frame(40);
  expect(pictureRequests()).toEqual([8]);
  for (let n = 0; n < 12; n += 1) feed.frame(40);
  expect(pictureRequests()).toEqual([8, 8]);
  feed.frame(40, { isKey: true });
  feed.frame(40);
  const [file] = await feed.files();
  expect(file?.map(({ number }) => number)).toEqual([14, 15]);
  expect(entries('size')).toEqual([{ name: 'size', at: 560, trackId: 'camera-1', width: 640, height: 360 }]);
});

test('[TR2] a key frame is asked for every 20 s, to seek by', async () => {
  const feed = new Feed(FakeStream.camera(8));
  feed.frame(40, { isKey: true });
  sent = [];
  for (let n = 0; n < 498; n += 1) feed.frame(40);
  expect(pictureRequests()).toEqual([]);
  for (let n = 0; n < 4; n += 1) feed.frame(40);
  expect(pictureRequests()).toEqual([8]);
  await feed.files();
});

test('[TR3] what is lost is asked for again, and then is where it belongs', async () => {
  const feed = new Feed(FakeStream.camera(8));
  feed.frame(40, { isKey: true });
  const [, missing] = feed.frame(40, {}, (packet) => packet !== 1);
  expect(nacks()).toEqual([missing?.readUInt16BE(2)]);
  feed.frame(40);
  feed.track.receive(missing as Buffer, startedAt + feed.time);
  feed.frame(40);
  const [file] = await feed.files();
  expect(file?.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
});

test('[TR3] what stays lost takes along what builds upon it, and a key frame is asked for', async () => {
  const feed = new Feed(FakeStream.camera(8));
  feed.frame(40, { isKey: true });
  feed.frame(40, {}, (packet) => packet !== 1);
  for (let n = 0; n < 20; n += 1) feed.frame(40);
  expect(pictureRequests()).toContain(8);
  feed.frame(40, { isKey: true });
  feed.frame(40);
  const [file] = await feed.files();
  expect(file?.map(({ number }) => number)).toEqual([0, 22, 23]);
  expect(entries('fileEnd')).toMatchObject([{ lost: 1 }]);
});

test('[TR3] a voice that lost something goes on', async () => {
  const feed = new Feed(FakeStream.voice(7));
  for (let n = 0; n < 100; n += 1) feed.frame(20, {}, () => n < 10 || n > 12);
  const [file] = await feed.files();
  expect(file?.length).toBe(97);
  expect(file?.[10]).toEqual({ time: 13 * 20, number: 13 });
  expect(pictureRequests()).toEqual([]);
});

test.each([
  ['muted', 'muted'],
  [undefined, 'silent'],
] as const)('[TR4] a pause keeps its place in time, and its cause is told: %s', async (cause, told) => {
  const feed = new Feed(FakeStream.voice(7));
  for (let n = 0; n < 10; n += 1) feed.frame(20);
  feed.track.explain(cause);
  feed.pause(5_000);
  for (let n = 0; n < 10; n += 1) feed.frame(20);
  const [file] = await feed.files();
  expect(file?.at(-1)?.time).toBe(200 + 5_000 + 180);
  expect(entries('gap')).toEqual([{ name: 'gap', at: 180, until: 5_200, trackId: 'camera-1', cause: told }]);
});

test('[TR4] a cause that is over when the first frame comes again is the cause, and of that pause only', async () => {
  const feed = new Feed(FakeStream.voice(7));
  feed.frame(20);
  feed.track.explain('muted');
  feed.pause(2_000);
  feed.track.explain(undefined);
  feed.frame(20);
  feed.pause(3_000);
  feed.frame(20);
  feed.track.interrupt('paused');
  feed.pause(4_000);
  feed.frame(20);
  await feed.files();
  expect(entries('gap').map((gap) => 'cause' in gap && gap.cause)).toEqual(['muted', 'silent', 'paused']);
});

test('[TR5] another size is told; VP8 goes on in the same file', async () => {
  const feed = new Feed(FakeStream.camera(8));
  feed.frame(40, { isKey: true, width: 320 });
  feed.frame(40);
  feed.frame(40, { isKey: true, width: 640 });
  expect(await feed.files()).toHaveLength(1);
  expect(entries('size')).toMatchObject([{ width: 320 }, { width: 640, at: 80 }]);
});

test('[TR5] how a phone is held is told', async () => {
  const feed = new Feed(FakeStream.camera(8));
  feed.frame(40, { isKey: true, rotation: 1 });
  feed.frame(40, { rotation: 1 });
  feed.frame(40, { rotation: 0 });
  feed.frame(40);
  await feed.files();
  expect(entries('rotation')).toMatchObject([{ degrees: 90 }, { degrees: 0 }]);
});

test('[TR6] one that goes on after its process died begins another file', async () => {
  const feed = new Feed(FakeStream.voice(7), 2);
  feed.frame(20);
  await feed.files();
  expect(entries('file')).toMatchObject([{ file: 'camera-1-3.webm' }]);
});

test('[TR7] packets of another payload, noise and what comes after the end change nothing', async () => {
  const feed = new Feed(FakeStream.voice(7));
  feed.frame(20);
  const [other] = new FakeStream({ ...feed.fake.stream, payloadType: 99 }, 20).next();
  feed.track.receive(other as Buffer, startedAt + 20);
  feed.track.receive(Buffer.from('noise'), startedAt + 20);
  const [file] = await feed.files();
  feed.frame(20);
  expect(file).toHaveLength(1);
  expect(await feed.files()).toHaveLength(1);
});
