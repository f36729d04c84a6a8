// When a file flashes, and when it beeps, by its own timestamps: decoded by ffmpeg.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Brightness (0 to 255) from which a picture is of a flash: dark ones have 50, and bright ones 200, but those at the beginning and
 * at the end may be anything between, when the encoder has no bits left for all of the change.
 */
const BRIGHT = 70;
/** Of the loudest possible. The beep has a half of it. */
const LOUD = 0.1;
/** Milliseconds of silence before what is a beep of its own. */
const QUIET = 300;
const RATE = 48_000;

/** Milliseconds between two pictures of which none was left out: they are sent every 40. */
const NEXT = 60;

/**
 * In milliseconds. A flash whose first picture was not sent, as on a busy machine, is none: its second one says nothing of when
 * it began.
 */
export async function flashesIn(path: string): Promise<number[]> {
  const filters = 'scale=16:16,signalstats,metadata=mode=print:key=lavfi.signalstats.YAVG:file=-';
  const ffmpeg = spawn(
    'ffmpeg',
    // The muxer of nothing complains of times that are alike when they are rounded.
    ['-v', 'fatal', '-i', path, '-vf', filters, '-fps_mode', 'passthrough', '-f', 'null', '-'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const flashes: number[] = [];
  let time = 0;
  let before = 0;
  let wasBright = true;
  for await (const line of createInterface({ input: ffmpeg.stdout })) {
    const seconds = /pts_time:([\d.]+)/.exec(line)?.[1];
    if (seconds !== undefined) [before, time] = [time, Number(seconds) * 1_000];
    const brightness = /YAVG=([\d.]+)/.exec(line)?.[1];
    if (brightness === undefined) continue;
    const isBright = Number(brightness) > BRIGHT;
    if (isBright && !wasBright && time - before < NEXT) flashes.push(time);
    wasBright = isBright;
  }
  return flashes;
}

/** In milliseconds. */
export async function beepsIn(path: string): Promise<number[]> {
  const args = ['-v', 'info', '-hide_banner', '-nostats', '-i', path, '-af', 'ashowinfo'];
  const ffmpeg = spawn('ffmpeg', [...args, '-ac', '1', '-f', 'f32le', '-'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** When each piece begins, and how many samples it has. */
  const pieces: { time: number; samples: number }[] = [];
  const reading = (async () => {
    for await (const line of createInterface({ input: ffmpeg.stderr })) {
      const [, seconds, samples] = /pts_time:([\d.]+).*nb_samples:(\d+)/.exec(line) ?? [];
      if (seconds !== undefined) pieces.push({ time: Number(seconds) * 1_000, samples: Number(samples) });
    }
  })();
  /** Samples by their number, one of each millisecond at most. */
  const loud: number[] = [];
  let index = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of ffmpeg.stdout) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    const count = Math.floor(rest.length / 4);
    for (let n = 0; n < count; n += 1, index += 1) {
      if (Math.abs(rest.readFloatLE(n * 4)) < LOUD || index - (loud.at(-1) ?? -RATE) < RATE / 1_000) continue;
      loud.push(index);
    }
    rest = rest.subarray(count * 4);
  }
  if (ffmpeg.exitCode === null) await once(ffmpeg, 'exit');
  await reading;
  // Silence that was not sent is in no piece, but between two of them.
  const times = timesOf(loud, pieces);
  return times.filter((time, n) => time - (times[n - 1] ?? -Infinity) > QUIET);
}

/** Samples by their number, placed by the piece that each is in. */
function timesOf(samples: readonly number[], pieces: readonly { time: number; samples: number }[]): number[] {
  const times: number[] = [];
  let before = 0;
  let next = 0;
  for (const piece of pieces) {
    for (; next < samples.length && (samples[next] as number) < before + piece.samples; next += 1) {
      times.push(piece.time + (((samples[next] as number) - before) * 1_000) / RATE);
    }
    before += piece.samples;
  }
  return times;
}
