// The operator's page without a server: the gallery's scenes (?admin=key|busy|quiet|draining|unreachable).
import type { NodeState, PersonState, RoomState, RoomSummary, WorkerState } from '@parley/protocol';
import type { AdminApi } from '../admin/AdminApi.ts';
import { HISTORY } from '../admin/NodeHistory.ts';
import { keepOperatorsKey } from '../recordings/access.ts';
import { RecordingsError } from '../recordings/RecordingsError.ts';

const KEY = 'the key';
const NOW = Date.UTC(2026, 10, 21, 9, 30);

const room = (change: Partial<RoomSummary>): RoomSummary => ({
  roomId: '5f1c09e2ab74',
  name: 'weekly-standup',
  openedAt: NOW - 1_934_000,
  people: 3,
  tracks: 5,
  direct: false,
  bitsIn: 4_200_000,
  bitsOut: 9_700_000,
  ...change,
});

const rooms: readonly RoomSummary[] = [
  room({ recording: 'running' }),
  room({ roomId: '2b', name: 'all-hands', people: 41, tracks: 52, bitsIn: 38_000_000, bitsOut: 412_000_000 }),
  room({ roomId: '3c', name: '会議室', people: 2, tracks: 4, direct: true, bitsIn: 9_000, bitsOut: 8_000 }),
  room({
    roomId: '4d',
    name: 'the-long-name-of-a-room-that-somebody-chose-in-a-hurry',
    people: 1,
    tracks: 1,
  }),
];

const person = (change: Partial<PersonState>): PersonState => ({
  peerId: 'peer',
  displayName: 'Ana Silva',
  role: 'participant',
  joinedAt: NOW - 1_900_000,
  away: false,
  tracks: [
    { trackId: 'microphone', source: 'microphone', muted: false, bits: 42_000 },
    { trackId: 'camera', source: 'camera', muted: false, bits: 1_840_000 },
  ],
  path: 'udp',
  roundTrip: 24,
  lossIn: 0.001,
  lossOut: 0,
  bitsIn: 1_900_000,
  bitsOut: 3_100_000,
  ...change,
});

const people: readonly PersonState[] = [
  person({ role: 'host' }),
  person({
    peerId: 'b',
    displayName: 'محمد عبد الرحمن السيد',
    path: 'relayed',
    roundTrip: 182,
    lossIn: 0.031,
    lossOut: 0.07,
    tracks: [{ trackId: 'microphone', source: 'microphone', muted: true, bits: 0 }],
  }),
  person({ peerId: 'c', displayName: 'Jun Ito', path: 'tcp', away: true, tracks: [], role: 'viewer' }),
];

const worker = (number: number, share: number): WorkerState => ({
  number,
  cpu: share * 0.8,
  load: { consumers: share * 0.7, cpu: share },
  memoryBytes: 61_000_000 + number * 4_000_000,
  rooms: 2,
  transports: 40,
  producers: 31,
  consumers: 300,
  bitsIn: 21_000_000,
  bitsOut: 206_000_000,
});

const quiet: NodeState = {
  at: NOW,
  version: '0.1.0',
  startedAt: NOW - 864_000_000,
  missing: [],
  people: 0,
  rooms: [],
  workers: [worker(0, 0)],
  process: { cpu: 0.01, memoryBytes: 94_000_000, busy: 0.004 },
  recordings: { running: [], finished: 0, bytes: 0, filmsQueued: 0 },
  disk: { freeBytes: 212_000_000_000, totalBytes: 250_000_000_000 },
  errors: [],
};

const busy: NodeState = {
  ...quiet,
  people: 47,
  rooms: [...rooms],
  workers: [worker(0, 0.62), worker(1, 0.86), worker(2, 1.04)],
  process: { cpu: 0.2, memoryBytes: 187_000_000, busy: 0.22 },
  turn: {
    allocations: 6,
    connections: 3,
    allocationsMade: 1_204,
    bytesToPeers: 8_100_000_000,
    bytesToClients: 31_400_000_000,
  },
  recordings: {
    running: [{ recordingId: 'r1', room: 'weekly-standup', startedAt: NOW - 1_920_000, bytes: 734_000_000 }],
    finished: 18,
    bytes: 41_300_000_000,
    filmsQueued: 2,
  },
  disk: { freeBytes: 28_000_000_000, totalBytes: 250_000_000_000 },
  errors: [
    {
      at: NOW - 64_000,
      level: 'error',
      message: 'a recording is not in the bucket yet',
      fields: { recordingId: 'kq1', err: 'connect ECONNREFUSED' },
    },
    {
      at: NOW - 3_640_000,
      level: 'warn',
      message: 'media worker died, rebuilding the room on another',
      fields: { roomId: '5f1c09e2ab74' },
    },
  ],
};

/** The scene, with the minutes before it in the charts. */
export function fakeAdmin(scene: string): { readonly api: AdminApi; readonly past: readonly NodeState[] } {
  keepOperatorsKey(scene === 'key' ? undefined : KEY);
  const api = new FakeAdmin(scene);
  return { api, past: api.past };
}

class FakeAdmin implements AdminApi {
  readonly #scene: string;
  #state: NodeState;
  readonly #past: NodeState[];
  #asked = false;

  constructor(scene: string) {
    this.#scene = scene;
    this.#state = scene === 'quiet' ? quiet : busy;
    if (scene === 'draining') this.#drain(1_800);
    this.#past = [...this.#minutesBefore()];
  }

  /** For the charts, the oldest first. */
  get past(): readonly NodeState[] {
    return this.#past;
  }

  async node(key: string): Promise<NodeState> {
    if (key !== KEY) throw new RecordingsError('unauthorized', '');
    if (this.#asked && this.#scene === 'unreachable') throw new RecordingsError('unreachable', '');
    this.#asked = true;
    return this.#state;
  }

  /** What a page that was open for some minutes has seen, the oldest first. */
  *#minutesBefore(): Generator<NodeState> {
    if (this.#state.people === 0) return;
    for (let ago = HISTORY - 4_000; ago > 0; ago -= 4_000) {
      // Nobody looked for half a minute.
      if (ago > 130_000 && ago < 165_000) continue;
      const wave = 0.8 + 0.12 * Math.sin(ago / 31_000) + 0.05 * Math.sin(ago / 7_000);
      const before = ago > 200_000 ? 0.6 : 1;
      yield {
        ...this.#state,
        at: NOW - ago,
        people: Math.round(this.#state.people * before),
        rooms: this.#state.rooms.map((one) => ({
          ...one,
          bitsIn: one.bitsIn * wave * before,
          bitsOut: one.bitsOut * wave * before,
        })),
        workers: this.#state.workers.map(({ number }) => worker(number, wave * before)),
        process: { ...this.#state.process, busy: 0.25 * wave },
      };
    }
  }

  async room(_key: string, roomId: string): Promise<RoomState> {
    const found = this.#state.rooms.find((one) => one.roomId === roomId);
    if (!found) throw new RecordingsError('not_found', '');
    return { room: found, people: [...people] };
  }

  async endRoom(_key: string, roomId: string): Promise<void> {
    this.#state = { ...this.#state, rooms: this.#state.rooms.filter((one) => one.roomId !== roomId) };
  }

  async removePerson(): Promise<void> {}

  async drain(_key: string, seconds = 3_600) {
    return this.#drain(seconds);
  }

  async cancelDrain(): Promise<void> {
    const { draining: _draining, ...rest } = this.#state;
    this.#state = { ...rest, missing: [] };
  }

  #drain(seconds: number) {
    const draining = { startedAt: NOW, endsAt: NOW + seconds * 1_000 };
    this.#state = { ...this.#state, draining, missing: ['draining: no new rooms are opened'] };
    return draining;
  }
}
