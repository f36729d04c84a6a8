import { fileURLToPath } from 'node:url';
import type { Namespace } from './Namespace.ts';
import type { Running } from './program.ts';

const program = fileURLToPath(new URL('cable.py', import.meta.url));

/** What a cable does to packets in one direction. */
export interface Faults {
  /** Milliseconds that each packet takes longer. */
  readonly delay?: number;
  /** The share of packets that is lost, each by chance. */
  readonly loss?: number;
  /** Bits in a second. */
  readonly rate?: number;
  /** Milliseconds of packets that may wait for the rate; those behind them are dropped. */
  readonly queue?: number;
}

/** A wire with faults, the same in both directions. */
export class Cable {
  readonly #program: Running;

  private constructor(running: Running) {
    this.#program = running;
  }

  static async connect(
    near: Namespace,
    nearName: string,
    far: Namespace,
    farName: string,
    faults: Faults,
  ): Promise<Cable> {
    const running = near.start('/usr/bin/python3', [program, nearName, farName, JSON.stringify(faults)]);
    await running.says('ready');
    await near.ip(`link set ${farName} netns ${far.name}`);
    return new Cable(running);
  }

  async remove(): Promise<void> {
    await this.#program.stop();
  }
}
