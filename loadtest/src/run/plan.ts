// Who joins which room, and with what. Pure.
import { limits } from '@parley/protocol';
import { NAME_PREFIX, type ParticipantPlan } from '../call/ParticipantPlan.ts';
import type { Layer } from '../net/sendParameters.ts';
import type { Options } from './options.ts';

/** What is usual for pictures of so many lines, in bits a second. */
const bitrates: readonly (readonly [lines: number, bitrate: number])[] = [
  [90, 60_000],
  [180, 150_000],
  [270, 300_000],
  [360, 500_000],
  [540, 900_000],
  [720, 1_500_000],
  [1080, 3_000_000],
];
const VOICE_BITRATE = 32_000;
/** Smaller ones are not worth their packets. */
const LEAST_LINES = 90;

export interface Plan {
  /** Those who send, of all rooms. They come first. */
  readonly publishers: readonly ParticipantPlan[];
  readonly subscribers: readonly ParticipantPlan[];
}

/** @param voices How many the server forwards at a time: of more, those that speak. */
export function planOf(options: Options, voices: number): Plan {
  const layers = layersOf(options);
  const rooms = Array.from({ length: options.rooms }, (_, n) => `${options.room}-${n + 1}`);
  const publishers = rooms.flatMap((room, r) =>
    Array.from({ length: options.publishers }, (_, n): ParticipantPlan => {
      const id = r * options.publishers + n;
      const phase = id / (options.rooms * options.publishers);
      return {
        ...receiving(options, options.mutual),
        id,
        room,
        name: `${NAME_PREFIX}${id}`,
        audio:
          n < options.microphones
            ? { bitrate: VOICE_BITRATE, speaking: n < voices, delay: phase * 20 }
            : undefined,
        video: n < options.cameras ? { codec: options.codec, layers, phase } : undefined,
      };
    }),
  );
  const subscribers = Array.from({ length: options.subscribers * options.rooms }, (_, n) =>
    subscriberPlan(options, publishers.length + n),
  );
  return { publishers, subscribers };
}

/** One who only receives; they go round the rooms. */
export function subscriberPlan(options: Options, id: number): ParticipantPlan {
  return {
    ...receiving(options, true),
    id,
    room: `${options.room}-${(id % options.rooms) + 1}`,
    name: `${NAME_PREFIX}${id}`,
    audio: undefined,
    video: undefined,
  };
}

function receiving({ cameras, microphones, view }: Options, receives: boolean) {
  const subscribe: ('audio' | 'video')[] = [];
  if (receives && microphones > 0) subscribe.push('audio');
  if (receives && cameras > 0) subscribe.push('video');
  return { subscribe, view: receives && cameras > 0 ? view : undefined };
}

/** How many tracks arrive at a time where nothing is wrong, with so many in each room who only receive. */
export function expectedTracks(options: Options, subscribers: number, voices: number): number {
  const { publishers, cameras, microphones, mutual, rooms } = options;
  // Of more voices than the server forwards, those that speak are as many as it does forward.
  const speakers = Math.min(microphones, voices);
  const perSubscriber = Math.min(cameras, limits.views) + speakers;
  let tracks = subscribers * perSubscriber;
  for (let n = 0; n < (mutual ? publishers : 0); n += 1) {
    const ownPicture = n < cameras ? 1 : 0;
    const ownVoice = n < speakers ? 1 : 0;
    tracks += Math.min(cameras - ownPicture, limits.views) + speakers - ownVoice;
  }
  return tracks * rooms;
}

/** From the smallest up. */
export function layersOf({ lines, simulcast, bitrate }: Options): Layer[] {
  if (lines === 0) return [];
  const sizes = simulcast ? [lines / 4, lines / 2, lines] : [lines];
  const usual = usualBitrate(lines);
  return sizes
    .filter((size) => size >= LEAST_LINES && Number.isInteger(size / 9) && size % 2 === 0)
    .map((size) => ({
      width: (size / 9) * 16,
      height: size,
      bitrate: Math.round(usualBitrate(size) * ((bitrate ?? usual) / usual)),
    }));
}

function usualBitrate(lines: number): number {
  const above = bitrates.find(([size]) => size >= lines) ?? bitrates.at(-1);
  return above?.[1] ?? 0;
}
