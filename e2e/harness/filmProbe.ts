// What is to be seen and to be heard in a film, read by ffmpeg.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const WIDTH = 160;
const HEIGHT = 90;
/** Frames a second that are looked at. */
const RATE = 4;
const SAMPLES = 16_000;

/** Hues of the disguises, in degrees. */
const hues = { red: 0, yellow: 60, green: 120, blue: 240 } as const;
export type Hue = keyof typeof hues;

/** Where a colour is in a frame. */
export interface Patch {
  /** Its part of the frame, from 0 to 1. */
  readonly share: number;
  /** Its middle, from 0 to 1, from the upper left corner. */
  readonly x: number;
  readonly y: number;
}

export interface FilmFrame {
  /** In seconds. */
  readonly at: number;
  readonly patches: Readonly<Partial<Record<Hue, Patch>>>;
}

/** What a film shows, four times a second. */
export async function framesOf(film: string): Promise<FilmFrame[]> {
  const filter = `fps=${RATE}:start_time=0,scale=${WIDTH}:${HEIGHT}:flags=area`;
  const bytes = await ffmpeg(['-i', film, '-vf', filter, '-f', 'rawvideo', '-pix_fmt', 'rgb24']);
  const size = WIDTH * HEIGHT * 3;
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => ({
    at: index / RATE,
    patches: patchesOf(bytes.subarray(index * size, (index + 1) * size)),
  }));
}

function patchesOf(pixels: Buffer): FilmFrame['patches'] {
  const found = new Map<Hue, { count: number; x: number; y: number }>();
  for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel += 1) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(pixel * 3, pixel * 3 + 3);
    const hue = hueOf(red, green, blue);
    if (!hue) continue;
    const patch = found.get(hue) ?? { count: 0, x: 0, y: 0 };
    found.set(hue, patch);
    patch.count += 1;
    patch.x += (pixel % WIDTH) / WIDTH;
    patch.y += Math.floor(pixel / WIDTH) / HEIGHT;
  }
  return Object.fromEntries(
    [...found].map(([hue, { count, x, y }]) => [
      hue,
      { share: count / (WIDTH * HEIGHT), x: x / count, y: y / count },
    ]),
  );
}

/** Of a colour that is neither pale nor dark. */
function hueOf(red: number, green: number, blue: number): Hue | undefined {
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (most < 90 || spread < most * 0.8) return undefined;
  let sixth = 0;
  if (most === red) sixth = (green - blue) / spread;
  else if (most === green) sixth = 2 + (blue - red) / spread;
  else sixth = 4 + (red - green) / spread;
  const degrees = (sixth * 60 + 360) % 360;
  const names = Object.keys(hues) as Hue[];
  return names.find((name) => Math.abs(((degrees - hues[name] + 540) % 360) - 180) < 20);
}

/** The sound of a film. */
export class FilmSound {
  readonly #samples: Int16Array;

  static async of(film: string): Promise<FilmSound> {
    const bytes = await ffmpeg(['-i', film, '-vn', '-ac', '1', '-ar', String(SAMPLES), '-f', 's16le']);
    return new FilmSound(new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1));
  }

  private constructor(samples: Int16Array) {
    this.#samples = samples;
  }

  /** In seconds. */
  get duration(): number {
    return this.#samples.length / SAMPLES;
  }

  /**
   * How loud a tone is for a quarter of a second, by Goertzel’s algorithm.
   * @param at In seconds.
   * @returns Its amplitude, of which 1 is the largest.
   */
  amplitude(frequency: number, at: number): number {
    const from = Math.round(at * SAMPLES);
    const part = this.#samples.subarray(from, from + SAMPLES / 4);
    const factor = 2 * Math.cos((2 * Math.PI * frequency) / SAMPLES);
    let [last, before] = [0, 0];
    for (const sample of part) [last, before] = [sample / 32_768 + factor * last - before, last];
    const power = last * last + before * before - factor * last * before;
    return part.length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / part.length;
  }
}

async function ffmpeg(args: string[]): Promise<Buffer> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', ...args, '-'], {
    encoding: 'buffer',
    maxBuffer: 1024 ** 3,
  });
  return stdout;
}
