import type { Rooms } from '../call/Rooms.ts';
import type { SignalingEvents } from '../signaling/SignalingEvents.ts';
import type { MetricSource, Readings, Sample } from './catalogue.ts';

/** Counts calls and who comes to them. */
export class CallCounts implements SignalingEvents, MetricSource {
  readonly #joins = new Map([
    ['new', 0],
    ['resumed', 0],
  ]);
  readonly #refused = new Map<string, number>();
  readonly #sockets = new Map([
    ['websocket', 0],
    ['socketio', 0],
  ]);
  readonly #rooms: Pick<Rooms, 'size' | 'people'>;

  constructor(rooms: Pick<Rooms, 'size' | 'people'>) {
    this.#rooms = rooms;
  }

  socketOpened(carrier: 'websocket' | 'socketio'): () => void {
    add(this.#sockets, carrier, 1);
    return () => {
      add(this.#sockets, carrier, -1);
    };
  }

  joined({ resumed }: { resumed: boolean }): void {
    add(this.#joins, resumed ? 'resumed' : 'new', 1);
  }

  joinRefused(code: string): void {
    add(this.#refused, code, 1);
  }

  async readings(): Promise<Readings> {
    return {
      parley_rooms: [[this.#rooms.size]],
      parley_people: [[this.#rooms.people]],
      parley_joins_total: samplesOf(this.#joins),
      parley_joins_refused_total: samplesOf(this.#refused),
      parley_sockets: samplesOf(this.#sockets),
    };
  }
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

const samplesOf = (counts: ReadonlyMap<string, number>): Sample[] => [...counts];
