// Recordings without a server: those of the gallery's scenes (?recordings=list|empty|all|film|making|none|failed|running|gone|refused).
import type {
  Film,
  RecordedTrack,
  RecordingDetails,
  RecordingList,
  RecordingSummary,
} from '@parley/protocol';
import { forgetRecording, heldRecordings, holdRecording } from '../recordings/heldRecordings.ts';
import { keepOperatorsKey } from '../recordings/access.ts';
import type { RecordingsApi } from '../recordings/RecordingsApi.ts';
import { RecordingsError } from '../recordings/RecordingsError.ts';
import { gridPicture } from './picture.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 21, 9, 30);
const KEY = 'the key';
const at = (days: number): string => new Date(START - days * DAY).toISOString();

const film = (change: Partial<Film> = {}): Film => ({
  view: 'grid',
  format: 'mp4',
  state: 'done',
  progress: 1,
  ...change,
});

const done = film({
  duration: 2_535_000,
  file: { file: 'film.mp4', type: 'video/mp4', bytes: 312_400_000 },
  chapters: [
    { at: 0, title: 'Ana Silva, Mehdi Karimi' },
    { at: 184_000, title: 'Jun Ito comes in' },
    { at: 611_000, title: 'Mehdi Karimi shares a screen' },
    { at: 1_740_000, title: 'محمد عبد الرحمن السيد' },
    { at: 2_298_000, title: 'Jun Ito leaves' },
  ],
});

const finished: RecordingSummary = {
  recordingId: 'weekly',
  room: 'weekly-standup',
  startedAt: at(0),
  duration: 2_535_000,
  bytes: 1_234_500_000,
  people: ['Ana Silva', 'Mehdi Karimi', 'Jun Ito'],
  state: 'finished',
  place: 'disk',
  film: done,
  preview: 'preview.jpg',
  ticket: 'ticket',
};

const { film: _film, preview: _preview, ...bare } = finished;
const summaries: readonly RecordingSummary[] = [
  {
    ...bare,
    recordingId: 'running',
    startedAt: at(0),
    duration: 754_000,
    bytes: 96_000_000,
    state: 'running',
  },
  finished,
  {
    ...finished,
    recordingId: 'making',
    room: 'design-review',
    startedAt: at(1),
    people: ['Zoë Laurent', 'Oluwaseun Adeyemi', 'Lena', 'Tom Baker', 'Ida Holm', 'Jun Ito', 'Ana Silva'],
    film: film({ state: 'running', progress: 0.43 }),
  },
  {
    ...bare,
    recordingId: 'failed',
    room: 'the-long-name-of-a-room-that-somebody-chose-in-a-hurry',
    startedAt: at(3),
    people: [
      'Maria Antonieta de las Nieves y Fernández-Castañeda',
      'Dr. Wolfgang Amadeus von Hohenstein-Rosenberg',
    ],
    film: film({ state: 'failed', progress: 0, problem: 'ffmpeg_missing' }),
  },
  {
    ...bare,
    recordingId: 'none',
    room: '会議室',
    startedAt: at(4),
    people: ['מרים כהן', 'محمد عبد الرحمن السيد'],
  },
  { ...finished, recordingId: 'uploading', room: 'all-hands', startedAt: at(9), place: 'uploading' },
  { ...finished, recordingId: 'old', room: 'retro', startedAt: at(27), deletedAt: at(-3), place: 'bucket' },
];

const part = (file: string, codec: string, bytes: number, from: number, duration: number) => ({
  file,
  type: codec === 'opus' ? 'audio/webm' : 'video/webm',
  bytes,
  at: from,
  duration,
  codec,
});

const tracks: readonly RecordedTrack[] = [
  {
    trackId: '1',
    displayName: 'Ana Silva',
    source: 'microphone',
    parts: [part('TRACK-1.webm', 'opus', 9_400_000, 200, 2_534_000)],
  },
  {
    trackId: '2',
    displayName: 'Ana Silva',
    source: 'camera',
    parts: [
      part('TRACK-2.webm', 'vp8', 220_000_000, 320, 1_320_000),
      part('TRACK-2-2.webm', 'vp8', 198_000_000, 1_322_000, 1_213_000),
    ],
  },
  {
    trackId: '3',
    displayName: 'Mehdi Karimi',
    source: 'microphone',
    parts: [part('TRACK-3.webm', 'opus', 9_100_000, 240, 2_533_000)],
  },
  {
    trackId: '4',
    displayName: 'Mehdi Karimi',
    source: 'screen',
    parts: [part('TRACK-4.mkv', 'h264', 61_000_000, 611_000, 804_000)],
  },
  {
    trackId: '5',
    displayName: 'محمد عبد الرحمن السيد',
    source: 'camera',
    parts: [part('TRACK-5.webm', 'av1', 102_000_000, 184_000, 2_114_000)],
  },
];

/** What the browser holds, and the key that the tab has, are of the scene from now on. */
export function fakeRecordings(scene: string): {
  readonly api: RecordingsApi;
  readonly recordingId: string | undefined;
} {
  for (const { recordingId } of heldRecordings.get()) forgetRecording(recordingId);
  keepOperatorsKey(scene === 'all' ? KEY : undefined);
  const known = [...summaries, { ...finished, recordingId: 'gone', room: 'interview', startedAt: at(33) }];
  if (scene !== 'empty' && scene !== 'refused') {
    for (const { recordingId, room, startedAt } of known) {
      holdRecording({
        recordingId,
        token: `token-of-${recordingId}`,
        room,
        startedAt: Date.parse(startedAt),
      });
    }
  }
  const isList = scene === 'list' || scene === 'empty' || scene === 'all';
  return { api: new FakeRecordings(), recordingId: isList ? undefined : scene === 'film' ? 'weekly' : scene };
}

class FakeRecordings implements RecordingsApi {
  #summaries = [...summaries];
  readonly #addresses = new Map<string, string>();

  async list(key: string): Promise<RecordingList> {
    if (key !== KEY) throw new RecordingsError('unauthorized', '');
    return {
      recordings: this.#summaries,
      used: 17_600_000_000,
      quota: 50_000_000_000,
      deleted: [
        { recordingId: 'd1', room: 'board', startedAt: at(31), deletedAt: at(1), cause: 'age' },
        { recordingId: 'd2', room: 'weekly-standup', startedAt: at(35), deletedAt: at(4), cause: 'quota' },
      ],
    };
  }

  async details(recordingId: string): Promise<RecordingDetails> {
    const summary = this.#summaries.find((one) => one.recordingId === recordingId);
    if (!summary) throw new RecordingsError('not_found', '');
    const isRunning = summary.state === 'running';
    return {
      ...summary,
      mayChange: true,
      linkToken: 'TOKEN',
      tracks: isRunning ? [] : [...tracks],
      ...(!isRunning && { manifest: { file: 'manifest.json', type: 'application/json', bytes: 4_000 } }),
    };
  }

  async delete(recordingId: string): Promise<void> {
    this.#summaries = this.#summaries.filter((one) => one.recordingId !== recordingId);
  }

  async makeFilm(recordingId: string): Promise<void> {
    this.#change(recordingId, film({ state: 'running', progress: 0.02 }));
  }

  async deleteFilm(recordingId: string): Promise<void> {
    this.#change(recordingId, undefined);
  }

  /** Of what is played nothing ever comes. */
  fileAddress(_recordingId: string, file: string): string {
    const address =
      this.#addresses.get(file) ??
      (file === 'preview.jpg' ? gridPicture() : URL.createObjectURL(new MediaSource()));
    this.#addresses.set(file, address);
    return address;
  }

  #change(recordingId: string, wished: Film | undefined): void {
    this.#summaries = this.#summaries.map(({ film: before, ...summary }) => {
      const now = summary.recordingId === recordingId ? wished : before;
      return { ...summary, ...(now && { film: now }) };
    });
  }
}
