// How long the film of a call of eight takes, beside ffmpeg that encodes a single track as large as the film.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../../scripts/bench/median.ts';
import { compose } from '../src/compose.ts';
import { encoders } from '../src/ffmpeg/encoders.ts';
import { Fonts } from '../src/plates/Fonts.ts';
import { Lettering } from '../src/plates/Lettering.ts';
import { encoded, tone } from '../testing/encoded.ts';
import { RecordingMaker } from '../testing/RecordingMaker.ts';

const PEOPLE = 8;

/** Times faster than it was recorded. */
export interface FilmSpeed {
  readonly film: number;
  /** Of decoding and encoding alone. */
  readonly encoding: number;
}

export async function measureFilms(rounds: number, seconds: number): Promise<FilmSpeed> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    const single = join(dir, 'single.webm');
    execFileSync('ffmpeg', ['-v', 'error', ...camera('1280x720', seconds), '-b:v', '2M', single]);
    await makeCall(dir, seconds);
    const films = [];
    const encodings = [];
    for (let round = 0; round < rounds; round += 1) {
      encodings.push(seconds / timed(() => encode(single, join(dir, 'single.mkv'))));
      const startedAt = performance.now();
      await makeFilm(dir);
      films.push(seconds / ((performance.now() - startedAt) / 1000));
    }
    return { film: median(films), encoding: median(encodings) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Everybody is seen and heard all the time. */
async function makeCall(dir: string, seconds: number): Promise<void> {
  const maker = new RecordingMaker(dir);
  const frames = await encoded(...camera('640x360', seconds), '-b:v', '800k');
  const voice = await tone(440, seconds);
  const part = { at: 0, until: seconds * 1000 };
  const sizes = [{ at: 0, width: 640, height: 360 }];
  for (let n = 0; n < PEOPLE; n += 1) {
    const person = { peerId: `person${n}`, displayName: `Person ${n}` };
    await maker.track({ ...person, source: 'camera' }, [{ ...part, frames }], { sizes });
    await maker.track({ ...person, source: 'microphone' }, [{ ...part, frames: voice }]);
  }
  maker.write(seconds * 1000);
}

async function makeFilm(dir: string): Promise<void> {
  const { signal } = new AbortController();
  const lettering = new Lettering(new Fonts());
  const order = { dir, file: 'film.mp4', view: 'grid', format: 'mp4' } as const;
  await compose({ ...order, lettering, signal, progress: () => {} });
}

function encode(from: string, to: string): void {
  execFileSync('ffmpeg', ['-v', 'error', '-i', from, '-r', '25', '-c:v', ...encoders.mp4.picture, '-y', to]);
}

/** Something that moves, with the noise of a camera. */
function camera(size: string, seconds: number): string[] {
  const source = `testsrc2=s=${size}:r=30:d=${seconds},noise=alls=6:allf=t`;
  const encoder = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '600'];
  return ['-f', 'lavfi', '-i', source, ...encoder];
}

function timed(run: () => void): number {
  const startedAt = performance.now();
  run();
  return (performance.now() - startedAt) / 1000;
}
