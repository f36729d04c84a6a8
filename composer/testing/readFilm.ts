import { execFileSync } from 'node:child_process';

const SCALE = 8;
const [WIDTH, HEIGHT] = [1280 / SCALE, 720 / SCALE];
const RATE = 48_000;

interface Probe {
  readonly streams: readonly { codec_name: string; nb_read_frames: string }[];
  readonly format: { duration: string; tags: Readonly<Record<string, string>> };
  readonly chapters: readonly { start_time: string; tags: { title: string } }[];
}

/** What a film shows and how it sounds, by ffmpeg. All times in milliseconds. */
export function readFilm(path: string) {
  const scaled = ['-vf', `scale=${WIDTH}:${HEIGHT}`, '-pix_fmt', 'rgb24', '-f', 'rawvideo'];
  const pictures = decode(path, ...scaled);
  const bytes = decode(path, '-ac', '1', '-ar', String(RATE), '-f', 'f32le');
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const shown = ['-show_streams', '-show_format', '-show_chapters', '-count_frames', '-of', 'json'];
  const probe = JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', ...shown, path], { encoding: 'utf8' }),
  ) as Probe;
  return {
    probe,
    frames: pictures.length / (WIDTH * HEIGHT * 3),
    /** Milliseconds of sound. */
    soundLength: (samples.length / RATE) * 1000,
    /** The colour at a point of the film, in pixels of it. */
    colour: (at: number, x: number, y: number): Colour => {
      const frame = Math.floor(at / 40);
      const pixel = Math.floor(y / SCALE) * WIDTH + Math.floor(x / SCALE);
      const from = (frame * WIDTH * HEIGHT + pixel) * 3;
      return nameOf(pictures.subarray(from, from + 3));
    },
    /** How loud a frequency is, from 0 to 1, in so many milliseconds from then on. */
    level: (frequency: number, at: number, length = 20): number => {
      const from = Math.round((at / 1000) * RATE);
      return goertzel(samples.subarray(from, from + Math.round((length / 1000) * RATE)), frequency);
    },
  };
}

function decode(path: string, ...output: string[]): Buffer {
  return execFileSync('ffmpeg', ['-v', 'error', '-i', path, ...output, '-'], { maxBuffer: 1e9 });
}

type Colour = 'red' | 'green' | 'blue' | 'dark' | 'other';

/** Green is that of CSS. */
function nameOf([r = 0, g = 0, b = 0]: Uint8Array): Colour {
  const isNear = (...colour: [number, number, number]): boolean =>
    Math.abs(r - colour[0]) + Math.abs(g - colour[1]) + Math.abs(b - colour[2]) < 60;
  if (isNear(255, 0, 0)) return 'red';
  if (isNear(0, 128, 0)) return 'green';
  if (isNear(0, 0, 255)) return 'blue';
  return isNear(0x1a, 0x1e, 0x24) ? 'dark' : 'other';
}

function goertzel(samples: Float32Array, frequency: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / RATE);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + factor * last - before];
  const power = last * last + before * before - factor * last * before;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}
