// What is usual to measure, by name. Flags change what they name.
import type { VideoCodec } from '../media/FrameSource.ts';

export interface Scenario {
  readonly summary: string;
  readonly rooms: number;
  /** In each room, who sends: the first of them a picture, the first of them a voice. */
  readonly publishers: number;
  readonly cameras: number;
  readonly microphones: number;
  /** Whether who sends also receives, as people in a meeting do. */
  readonly mutual: boolean;
  /** In each room, who only receives. */
  readonly subscribers: number;
  /** Lines of the largest picture. */
  readonly lines: number;
  readonly simulcast: boolean;
  readonly codec: VideoCodec;
  /** Joins a second. */
  readonly joinRate: number;
  /** How many of them may be under way at a time: the next one begins when another is in. */
  readonly joinsAtOnce: number;
  /** Seconds. */
  readonly duration: number;
  /** Joins and leaves after everybody is in. */
  readonly churn: number;
}

const base: Scenario = {
  summary: 'One publisher and those who watch.',
  rooms: 1,
  publishers: 1,
  cameras: 1,
  microphones: 1,
  mutual: false,
  subscribers: 10,
  lines: 720,
  simulcast: false,
  codec: 'VP8',
  joinRate: 50,
  joinsAtOnce: 50,
  duration: 30,
  churn: 0,
};

const everybody = { mutual: true, subscribers: 0, simulcast: true };

export const scenarios = {
  plain: base,
  livestream: { ...base, summary: 'One picture and voice for 188 who watch.', subscribers: 188 },
  meeting: {
    ...base,
    ...everybody,
    summary: 'A room of 38 who all may speak; six of them with a camera, in three sizes.',
    publishers: 38,
    cameras: 6,
    microphones: 38,
  },
  'audio-room': {
    ...base,
    summary: 'Ten voices for 188 who listen.',
    publishers: 10,
    cameras: 0,
    microphones: 10,
    subscribers: 188,
  },
  'rooms-of-eight': {
    ...base,
    ...everybody,
    summary: 'Rooms of eight who all see and hear each other.',
    rooms: 4,
    publishers: 8,
    cameras: 8,
    microphones: 8,
    lines: 360,
  },
  'join-storm': {
    ...base,
    summary: '500 who join one room as fast as the server takes them.',
    subscribers: 499,
    lines: 180,
    joinRate: Infinity,
    joinsAtOnce: 100,
    duration: 10,
  },
  churn: {
    ...base,
    summary: 'Rooms that people join and leave all the time, 2,000 times.',
    rooms: 4,
    publishers: 2,
    cameras: 2,
    microphones: 2,
    subscribers: 6,
    lines: 180,
    churn: 2_000,
    duration: 10,
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
