import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTrack } from '../../recorder/testing/readTrack.ts';

/** Frames of a picture or a sound as they come from a sender, at times from 0 on, in milliseconds. */
export type Frames = readonly { readonly time: number; readonly isKey: boolean; readonly data: Buffer }[];

/** @param args What ffmpeg makes them of, and how. */
export async function encoded(...args: string[]): Promise<Frames> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-frames-'));
  try {
    const path = join(folder, 'frames.webm');
    execFileSync('ffmpeg', ['-v', 'error', ...args, path]);
    return (await readTrack(path)).packets;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function plain(colour: string, seconds: number, size = '320x180'): Promise<Frames> {
  const source = ['-f', 'lavfi', '-i', `color=c=${colour}:s=${size}:r=20:d=${seconds}`];
  return encoded(...source, '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '200k');
}

export function tone(frequency: number, seconds: number): Promise<Frames> {
  const source = ['-f', 'lavfi', '-i', `sine=f=${frequency}:r=48000:d=${seconds}`];
  return encoded(...source, '-af', 'volume=2', '-c:a', 'libopus', '-b:a', '48k');
}
