import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plain } from '../testing/encoded.ts';
import { RecordingMaker } from '../testing/RecordingMaker.ts';

let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-composer-'));
  const maker = new RecordingMaker(folder);
  const ana = { peerId: 'ana', displayName: 'Ana', source: 'camera' };
  await maker.track(ana, [{ at: 0, until: 1_000, frames: await plain('red', 1) }]);
  // Long enough to be in the middle of it.
  maker.write(60_000);
});

afterEach(() => {
  rmSync(folder, { recursive: true, maxRetries: 5 });
});

const running = (): string[] =>
  execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.startsWith('ffmpeg') && line.includes(folder));

test.each(['SIGTERM', 'disconnect'] as const)(
  '[CO12] by %s it ends, and its ffmpeg with it',
  async (how) => {
    const program = fork(new URL('main.ts', import.meta.url), { stdio: 'inherit' });
    const exit = once(program, 'exit');
    const [first] = (await once(program, 'message')) as unknown[];
    expect(first).toEqual({ name: 'listening' });
    program.kill('SIGINT');
    const order = { file: 'film.mp4', view: 'grid', format: 'mp4' };
    program.send({ name: 'compose', recordingId: 'a', dir: folder, ...order });
    await vi.waitUntil(() => running().some((line) => line.includes('span-')), {
      timeout: 20_000,
      interval: 20,
    });
    if (how === 'disconnect') program.disconnect();
    else program.kill(how);
    expect(await exit).toEqual([0, null]);
    expect(running()).toEqual([]);
    expect(existsSync(join(folder, 'film.mp4'))).toBe(false);
    expect(readdirSync(join(folder, '.composing')).filter((name) => name.startsWith('span-'))).toEqual([]);
  },
  30_000,
);
