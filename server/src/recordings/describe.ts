// What the API tells of a recording, from what stands in its folder.
import type {
  Film,
  FilmFormat,
  RecordedTrack,
  RecordingDetails,
  RecordingFile,
  RecordingSummary,
  TrackPart,
} from '@parley/protocol';
import type { NotedFilm } from './notes.ts';
import { names } from './names.ts';
import type { RecordingFolder } from './RecordingFolder.ts';

const filmTypes: Readonly<Record<FilmFormat, string>> = { mp4: 'video/mp4', webm: 'video/webm' };

/** What a folder does not tell. */
export interface Surroundings {
  readonly place: RecordingSummary['place'];
  /** How much of its film is done, from 0 to 1. */
  readonly progress: number;
  /** Milliseconds after its end after which it is deleted. */
  readonly keptFor: number | undefined;
  readonly ticket: string;
}

export function summaryOf(folder: RecordingFolder, around: Surroundings): RecordingSummary {
  const { recordingId, manifest, isFinished, filmNote } = folder;
  const files = filesOf(folder);
  const { room, startedAt, duration } = manifest;
  return {
    recordingId,
    room,
    startedAt,
    duration,
    bytes: [...files.values()].reduce((sum, bytes) => sum + bytes, 0),
    people: peopleIn(folder),
    state: isFinished ? 'finished' : 'running',
    place: around.place,
    ...(filmNote?.film && { film: filmOf(filmNote.film, { files, progress: around.progress }) }),
    ...(files.has(names.preview) && { preview: names.preview }),
    ...(isFinished &&
      around.keptFor !== undefined && {
        deletedAt: new Date(endOf(folder) + around.keptFor).toISOString(),
      }),
    ticket: around.ticket,
  };
}

/** What a recording is to everybody who may see it. */
export type DescribedRecording = Omit<RecordingDetails, 'mayChange' | 'linkToken'>;

export function detailsOf(folder: RecordingFolder, around: Surroundings): DescribedRecording {
  const manifest = fileOf(folder, names.manifest);
  return {
    ...summaryOf(folder, around),
    tracks: tracksOf(folder),
    ...(manifest && { manifest }),
  };
}

/** Milliseconds since 1970. */
export function endOf({ manifest }: RecordingFolder): number {
  return Date.parse(manifest.startedAt) + manifest.duration;
}

/** Bytes that it takes on this machine. */
export function bytesHere({ local }: RecordingFolder): number {
  return [...local.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** A file that may be read by those who may see the recording: what the manifest and the film name, and no other. */
export function fileOf(folder: RecordingFolder, file: string): RecordingFile | undefined {
  const bytes = filesOf(folder).get(file);
  if (bytes === undefined) return undefined;
  const type = typeOf(folder, file);
  return type === undefined ? undefined : { file, type, bytes };
}

/** What a file is when it leaves the page: `garden 2026-11-21 Ana camera.webm`. */
export function titleOf({ manifest }: RecordingFolder, file: string): string {
  const { room, startedAt, tracks } = manifest;
  const about = [room, startedAt.slice(0, 10)];
  const track = tracks.find(({ files }) => files.some((one) => one.file === file));
  if (track) {
    const number = track.files.findIndex((one) => one.file === file) + 1;
    about.push(track.displayName, track.source, ...(track.files.length > 1 ? [String(number)] : []));
  } else if (file === names.manifest) about.push('manifest');
  return `${about.join(' ')}${file.slice(file.lastIndexOf('.'))}`;
}

/** On this machine or in the bucket. */
export function filesOf({ local, uploadNote }: RecordingFolder): ReadonlyMap<string, number> {
  const kept = uploadNote?.kept.map(({ file, bytes }) => [file, bytes] as const) ?? [];
  return new Map([...kept, ...local]);
}

/** The names of the media that the recorder wrote, as far as they are still there. */
export function trackFilesOf(folder: RecordingFolder): string[] {
  const files = filesOf(folder);
  return folder.manifest.tracks.flatMap((track) =>
    track.files.map(({ file }) => file).filter((file) => files.has(file)),
  );
}

export function filmOf(
  { queuedAt: _queuedAt, file, duration, ...film }: NotedFilm,
  { files, progress }: { files: ReadonlyMap<string, number>; progress: number },
): Film {
  const bytes = files.get(file);
  if (film.state !== 'done') return { ...film, progress: film.state === 'running' ? progress : 0 };
  return {
    ...film,
    progress: 1,
    ...(duration !== undefined && { duration }),
    ...(bytes !== undefined && { file: { file, type: filmTypes[film.format], bytes } }),
  };
}

function typeOf({ manifest, filmNote }: RecordingFolder, file: string): string | undefined {
  if (file === names.manifest) return 'application/json';
  if (file === names.preview) return 'image/jpeg';
  const film = filmNote?.film;
  if (film?.state === 'done' && film.file === file) return filmTypes[film.format];
  const part = manifest.tracks.flatMap(({ files }) => files).find((one) => one.file === file);
  return part && mediaType(part);
}

function mediaType({ file, codec }: { file: string; codec: string }): string {
  if (file.endsWith('.mkv')) return 'video/x-matroska';
  return codec === 'opus' ? 'audio/webm' : 'video/webm';
}

function tracksOf(folder: RecordingFolder): RecordedTrack[] {
  const there = filesOf(folder);
  return folder.manifest.tracks.flatMap(({ trackId, displayName, source, files }) => {
    const parts = files.flatMap((one): TrackPart[] => {
      const bytes = there.get(one.file);
      const { file, codec, at, duration } = one;
      return bytes === undefined ? [] : [{ file, type: mediaType(one), bytes, at, duration, codec }];
    });
    return parts.length > 0 ? [{ trackId, displayName, source, parts }] : [];
  });
}

function peopleIn({ manifest }: RecordingFolder): string[] {
  const came = manifest.events.flatMap(({ event, data }) =>
    event === 'joined' ? [data['displayName']] : [],
  );
  const named = came.filter((name) => typeof name === 'string');
  return [...new Set([...named, ...manifest.tracks.map(({ displayName }) => displayName)])];
}
