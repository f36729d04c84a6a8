import type { Entry } from './entries.ts';
import type { Manifest, ManifestFile, ManifestTrack } from './Manifest.ts';

/** What is known of a file that was not closed: the repair has found out. */
export type Found = ReadonlyMap<string, { duration: number; bytes: number }>;

/**
 * The manifest that follows from a journal.
 * @returns Undefined for one that has no beginning.
 */
export function manifestOf(entries: readonly Entry[], found: Found = new Map()): Manifest | undefined {
  const first = entries.find((entry) => entry.name === 'begin');
  if (!first) return undefined;
  const closed = new Map(
    entries.filter((entry) => entry.name === 'fileEnd').map((entry) => [entry.file, entry]),
  );
  const tracks = tracksOf(entries, (file) => closed.get(file) ?? found.get(file));
  const end = entries.findLast((entry) => entry.name === 'end');
  const files = tracks.flatMap((track) => track.files);
  const { recordingId, room, startedAt } = first;
  return {
    version: 1,
    recordingId,
    room,
    startedAt,
    duration: Math.max(end?.at ?? 0, 0, ...files.map(({ at, duration }) => at + duration)),
    ...(end && { endCause: end.cause }),
    tracks,
    breaks: breaksOf(entries, files),
    events: entries
      .filter((entry) => entry.name === 'event')
      .map(({ at, event, data }) => ({ at, event, data })),
  };
}

function tracksOf(
  entries: readonly Entry[],
  lengthOf: (file: string) => { duration: number; bytes: number } | undefined,
): ManifestTrack[] {
  const tracks = new Map<string, ManifestTrack>();
  for (const entry of entries) {
    if (entry.name === 'file') {
      const { trackId, peerId, displayName, source, file, codec, at } = entry;
      const length = lengthOf(file);
      const known = tracks.get(trackId);
      const track = known ?? {
        trackId,
        peerId,
        displayName,
        source,
        files: [],
        gaps: [],
        sizes: [],
        rotations: [],
      };
      tracks.set(trackId, track);
      // What cannot be read is not there.
      if (length)
        track.files = [...track.files, { file, codec, at, duration: length.duration, bytes: length.bytes }];
      continue;
    }
    const track = 'trackId' in entry ? tracks.get(entry.trackId) : undefined;
    if (!track) continue;
    if (entry.name === 'gap')
      track.gaps = [...track.gaps, { at: entry.at, until: entry.until, cause: entry.cause }];
    if (entry.name === 'size') {
      track.sizes = [...track.sizes, { at: entry.at, width: entry.width, height: entry.height }];
    }
    if (entry.name === 'rotation')
      track.rotations = [...track.rotations, { at: entry.at, degrees: entry.degrees }];
  }
  return [...tracks.values()].filter(({ files }) => files.length > 0);
}

function breaksOf(entries: readonly Entry[], files: readonly ManifestFile[]): Manifest['breaks'] {
  const breaks: { at: number; until: number; cause: 'paused' | 'recorder' }[] = [];
  let pausedAt: number | undefined;
  for (const entry of entries) {
    if (entry.name === 'paused') pausedAt ??= entry.at;
    if ((entry.name === 'resumed' || entry.name === 'end') && pausedAt !== undefined) {
      breaks.push({ at: pausedAt, until: entry.at, cause: 'paused' });
      pausedAt = undefined;
    }
    if (entry.name !== 'begin' || entry.at === 0) continue;
    // Whoever wrote before was gone when the last of its files ended.
    const before = files
      .filter(({ at }) => at < entry.at)
      .map(({ at, duration }) => Math.min(at + duration, entry.at));
    const at = Math.max(0, ...before);
    if (at < entry.at && entries.indexOf(entry) > 0) breaks.push({ at, until: entry.at, cause: 'recorder' });
  }
  return breaks;
}
