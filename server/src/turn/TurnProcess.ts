import type { MetricSource, Readings, Sample } from '../metrics/catalogue.ts';
import { ChildProgram, type ChildProgramOptions } from '../programs/ChildProgram.ts';

/** What the TURN server has counted since its start (turn/src/Metrics.ts). */
export interface TurnCounts {
  readonly allocations: number;
  readonly allocationsMade: number;
  readonly connections: number;
  readonly failures: number;
  readonly toPeers: Traffic;
  readonly toClients: Traffic;
  readonly answers: Readonly<Record<string, number>>;
  readonly drops: Readonly<Record<string, number>>;
}

interface Traffic {
  readonly packets: number;
  readonly bytes: number;
}

interface Command {
  readonly name: 'tellCounts';
}
interface News {
  readonly name: 'counts';
  readonly counts: TurnCounts;
}

/** Milliseconds in which it answers, if it is well. */
const PATIENCE = 1_000;

/** The TURN server that comes with Parley, as a process that is asked what it does. */
export class TurnProcess implements MetricSource {
  readonly #options: ChildProgramOptions;
  #program: ChildProgram<Command, News> | undefined;
  #waiting: ((counts: TurnCounts | undefined) => void)[] = [];

  private constructor(options: ChildProgramOptions) {
    this.#options = options;
  }

  /** @throws {StartError} With all that is wrong with its settings. */
  static async start(options: ChildProgramOptions): Promise<TurnProcess> {
    const turn = new TurnProcess(options);
    turn.#program = await ChildProgram.start<Command, News>(options, {
      heard: ({ name, counts }) => {
        if (name === 'counts') turn.#settle(counts);
      },
      died: () => turn.#settle(undefined),
    });
    return turn;
  }

  get pid(): number | undefined {
    return this.#program?.pid;
  }

  /** Undefined while it does not run, or does not answer. */
  async counts(): Promise<TurnCounts | undefined> {
    if (!this.#program?.tell({ name: 'tellCounts' })) return undefined;
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(PATIENCE, () => resolve(undefined));
      this.#waiting.push((counts) => {
        cancel();
        resolve(counts);
      });
    });
  }

  async readings(): Promise<Readings> {
    const counts = await this.counts();
    if (!counts) return { parley_turn_up: [[0]] };
    const both = (what: keyof Traffic): Sample[] => [
      ['peer', counts.toPeers[what]],
      ['client', counts.toClients[what]],
    ];
    return {
      parley_turn_up: [[1]],
      parley_turn_allocations: [[counts.allocations]],
      parley_turn_connections: [[counts.connections]],
      parley_turn_allocations_total: [[counts.allocationsMade]],
      parley_turn_relayed_packets_total: both('packets'),
      parley_turn_relayed_bytes_total: both('bytes'),
      parley_turn_answers_total: Object.entries(counts.answers),
      parley_turn_dropped_total: Object.entries(counts.drops),
      parley_turn_failures_total: [[counts.failures]],
    };
  }

  /** Resolved when no process is left. */
  async close(): Promise<void> {
    await this.#program?.close();
    this.#settle(undefined);
  }

  #settle(counts: TurnCounts | undefined): void {
    for (const resolve of this.#waiting.splice(0)) resolve(counts);
  }
}
