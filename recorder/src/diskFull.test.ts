// A disk that is full for real: a small one of our own, which takes root.
import { createSocket, type Socket } from 'node:dgram';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeStream, numberOf } from '../testing/FakeStream.ts';
import { readTrack } from '../testing/readTrack.ts';
import { canMount, fillDisk, mountDisk, unmountDisk } from '../testing/smallDisk.ts';
import { readManifest } from './journal/readManifest.ts';
import { Recording } from './Recording.ts';

const address = '127.0.0.1';

let disk = '';
let media: Socket;

beforeEach(async () => {
  if (canMount) disk = mountDisk('4m');
  media = createSocket('udp4');
  await new Promise<void>((resolve) => {
    media.bind(0, address, resolve);
  });
});

afterEach(() => {
  media.close();
  if (canMount) unmountDisk(disk);
});

const start = (dir: string, ended: (error: Error) => void) => {
  const options = { recordingId: 'r1', room: 'garden', dir, startedAt: Date.now(), minFree: 0 };
  return Recording.start(address, { ...options, now: Date.now, ended });
};

test.runIf(canMount)('[RE6] when nothing fits on the disk any more it ends, and is whole', async () => {
  const dir = join(disk, 'garden');
  const errors: Error[] = [];
  const recording = await start(dir, (error) => errors.push(error));
  recording.connect({ address, port: media.address().port });
  const { port } = recording;
  const voice = FakeStream.voice(1);
  recording.addTrack(
    { trackId: 'voice', peerId: 'ana', displayName: 'Ana', source: 'microphone' },
    voice.stream,
  );
  let sent = 0;
  const sending = setInterval(() => {
    for (const packet of voice.next()) media.send(packet, port, address);
    sent += 1;
  }, 20);
  await vi.waitFor(() => expect(recording.bytes).toBeGreaterThan(0), { timeout: 5_000 });
  fillDisk(join(disk, 'filler'));
  const sentBefore = sent;
  await vi.waitFor(() => expect(errors).toHaveLength(1), { timeout: 10_000 });
  clearInterval(sending);

  expect((errors[0] as NodeJS.ErrnoException).code).toBe('ENOSPC');
  const manifest = readManifest(readFileSync(join(dir, 'manifest.json'), 'utf8'));
  expect(manifest.endCause).toBe('disk');
  const [file] = manifest.tracks[0]?.files ?? [];
  const numbers = (await readTrack(join(dir, file?.file ?? ''))).packets.map(({ data }) => numberOf(data));
  expect(numbers).toEqual(Array.from(numbers, (_, n) => n));
  expect(numbers.length).toBeGreaterThanOrEqual(sentBefore);
  expect(existsSync(join(dir, '.reserve'))).toBe(false);
  rmSync(join(disk, 'filler'));
});

test.runIf(canMount)('[RE6] where not even its end would fit it does not begin', async () => {
  fillDisk(join(disk, 'filler'));
  await expect(start(join(disk, 'garden'), () => undefined)).rejects.toMatchObject({ code: 'ENOSPC' });
});
