import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ComposeError } from '../ComposeError.ts';

export interface FfmpegOptions {
  /** In which names of files are looked for. */
  readonly cwd: string;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** How much of its output is there, in milliseconds; told about once a second. */
  readonly onProgress?: (milliseconds: number) => void;
}

/** It was there, and could not do it. */
export class FfmpegFailure extends ComposeError {}

/** Of what it complains about, the last is kept. */
const MOST_COMPLAINTS = 20;
const FULL = /No space left on device|Disk quota exceeded/;
/** It takes a file whose end it could not write for done. */
const CUT_OFF = /^Error (writing trailer|closing file)/m;
const MISSING = 'ffmpeg was not found. On Debian: apt install ffmpeg';

/**
 * Runs ffmpeg to its end.
 * @throws {ComposeError} With what is wrong.
 * @throws {DOMException} `AbortError`: it was to end.
 */
export function runFfmpeg(
  args: readonly string[],
  { cwd, signal, onProgress }: FfmpegOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const quiet = ['-hide_banner', '-nostdin', '-v', 'error', '-progress', 'pipe:1', '-nostats'];
    // What cannot be decoded is left out, however much it is.
    const program = [...quiet, '-max_error_rate', '1'];
    const child = spawn('ffmpeg', [...program, ...args], {
      cwd,
      signal,
      killSignal: 'SIGKILL',
      // Ctrl+C in a terminal is not for it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const complaints: string[] = [];
    createInterface(child.stderr).on('line', (line) => {
      complaints.push(line);
      if (complaints.length > MOST_COMPLAINTS) complaints.shift();
    });
    createInterface(child.stdout).on('line', (line) => {
      const [key, value] = line.split('=');
      if (key === 'out_time_us' && Number(value) >= 0) onProgress?.(Number(value) / 1000);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      // One that was killed is gone only when it is closed.
      if (error.code === 'ENOENT') reject(new ComposeError('ffmpeg_missing', MISSING));
      else if (!signal.aborted) reject(error);
    });
    child.once('close', (code) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const said = complaints.join('\n');
      if (FULL.test(said)) reject(new ComposeError('disk', 'the disk is full'));
      else if (code === 0 && !CUT_OFF.test(said)) resolve();
      else reject(new FfmpegFailure('internal', `ffmpeg ended with ${code}: ${said}`));
    });
  });
}
