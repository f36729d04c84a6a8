import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, ManifestTrack } from '@parley/recorder/manifest';
import { TrackFile } from '../../recorder/src/matroska/TrackFile.ts';
import type { Frames } from './encoded.ts';

interface Part {
  /** In the recording, in milliseconds. */
  readonly at: number;
  readonly until: number;
  readonly frames: Frames;
}

type Origin = Pick<ManifestTrack, 'peerId' | 'displayName' | 'source'>;

/** A recording in a folder, by the recorder's own writer of files. */
export class RecordingMaker {
  readonly #dir: string;
  readonly #recordingId: string;
  readonly #tracks: ManifestTrack[] = [];
  readonly events: Manifest['events'] = [];
  readonly breaks: Manifest['breaks'] = [];

  constructor(dir: string, recordingId = 'a') {
    this.#dir = dir;
    this.#recordingId = recordingId;
  }

  /**
   * A track of one file for each part.
   * @param about Its gaps, in which no frame is written, and more.
   */
  async track(
    origin: Origin,
    parts: readonly Part[],
    about: Partial<Pick<ManifestTrack, 'gaps' | 'sizes' | 'rotations'>> & {
      codec?: ManifestTrack['files'][number]['codec'];
    } = {},
  ): Promise<void> {
    const isSound = origin.source === 'microphone' || origin.source === 'screenSound';
    const { codec = isSound ? 'opus' : 'vp8', gaps = [], sizes = [], rotations = [] } = about;
    const trackId = `${origin.peerId}-${origin.source}`;
    const files = [];
    for (const [n, { at, until, frames }] of parts.entries()) {
      const file = `${trackId}-${n + 1}.webm`;
      const path = join(this.#dir, file);
      const size = { width: sizes[0]?.width ?? 320, height: sizes[0]?.height ?? 180 };
      const writer = new TrackFile(path, { codec, startedAt: new Date(0), ...(!isSound && { size }) });
      const isGap = (time: number): boolean =>
        gaps.some((gap) => at + time >= gap.at && at + time < gap.until);
      for (const frame of frames) {
        if (frame.time < until - at && !isGap(frame.time)) writer.add(frame);
      }
      await writer.close();
      files.push({ file, codec, at, duration: until - at, bytes: statSync(path).size });
    }
    const shape = isSound || sizes.length > 0 ? sizes : [{ at: parts[0]?.at ?? 0, width: 320, height: 180 }];
    this.#tracks.push({ trackId, ...origin, files, gaps, sizes: shape, rotations });
  }

  manifest(duration: number): Manifest {
    return {
      version: 1,
      recordingId: this.#recordingId,
      room: 'Planning; room #1',
      startedAt: '2026-01-02T03:04:05.678Z',
      duration,
      endCause: 'stopped',
      tracks: this.#tracks,
      breaks: this.breaks,
      events: this.events,
    };
  }

  write(duration: number): void {
    writeFileSync(join(this.#dir, 'manifest.json'), JSON.stringify(this.manifest(duration)));
  }
}
