import type { NodeState } from '@parley/protocol';
import { WatchedValue } from '../call/WatchedValue.ts';

/** Milliseconds that the charts show. */
export const HISTORY = 300_000;

/** What is drawn over time. */
export interface NodeSample {
  readonly at: number;
  readonly people: number;
  readonly bitsIn: number;
  readonly bitsOut: number;
  /** Of the worker that has most to do, of what it may: 1 is all. */
  readonly workers: number;
  /** The share of the time in which the server's process is at work. */
  readonly busy: number;
}

/** The last minutes, as far as somebody has looked: the server keeps none of it. */
export class NodeHistory extends WatchedValue<readonly NodeSample[]> {
  /** @param past What is known already, the oldest first. */
  constructor(past: readonly NodeState[] = []) {
    super([]);
    for (const state of past) this.add(state);
  }

  /** Takes a state, once: what several were told at the same time is one. */
  add({ at, people, rooms, workers, process }: NodeState): void {
    const before = this.get();
    // A clock that was set back begins anew.
    const kept = before.filter((sample) => sample.at > at - HISTORY && sample.at <= at);
    if (kept.at(-1)?.at === at) return;
    const sum = (of: 'bitsIn' | 'bitsOut') => rooms.reduce((total, room) => total + room[of], 0);
    const load = workers.map((worker) => Math.max(worker.load.cpu, worker.load.consumers));
    const sample = {
      at,
      people,
      bitsIn: sum('bitsIn'),
      bitsOut: sum('bitsOut'),
      workers: Math.max(0, ...load),
      busy: process.busy,
    };
    this.set([...kept, sample]);
  }
}
