import type { Options } from '../run/options.ts';
import type { ProbeResult } from './ProbeResult.ts';
import { Probes } from './Probes.ts';

/** Milliseconds in which the browsers' own first seconds pass: buffers fill, and pictures get sharp. */
const SETTLE = 3_000;

/** The probes' stay in a run. */
export class ProbeVisit {
  results: readonly ProbeResult[] = [];
  readonly #options: Options;
  #probes: Probes | undefined;
  #end: (() => Promise<ProbeResult[]>) | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  async enter(): Promise<void> {
    this.#probes = await Probes.join(this.#options);
    await new Promise((resolve) => {
      setTimeout(resolve, SETTLE);
    });
    this.#end = await this.#probes.watch();
  }

  async leave(): Promise<void> {
    this.results = (await this.#end?.()) ?? [];
    // What they saw is known: a page that does not answer any more must not take it along.
    await this.#probes?.leave().catch(() => {});
    await this.close();
  }

  async close(): Promise<void> {
    await this.#probes?.close();
    this.#probes = undefined;
  }
}
