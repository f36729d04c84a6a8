import type { Drain } from '../call/Drain.ts';
import type { RecentErrors } from '../logging/RecentErrors.ts';
import type { MetricSource, Readings } from './catalogue.ts';

export interface NodeCountsParts {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly drain: Drain;
  readonly errors: RecentErrors;
}

/** What the process is, and what state it is in. */
export class NodeCounts implements MetricSource {
  readonly #parts: NodeCountsParts;

  constructor(parts: NodeCountsParts) {
    this.#parts = parts;
  }

  async readings(): Promise<Readings> {
    const { version, startedAt, drain, errors } = this.#parts;
    const { user, system } = process.cpuUsage();
    return {
      parley_build_info: [[version, process.versions.node, 1]],
      parley_draining: [[drain.state ? 1 : 0]],
      parley_log_lines_total: [
        ['warn', errors.counts.warn],
        ['error', errors.counts.error],
      ],
      process_start_time_seconds: [[startedAt / 1_000]],
      process_cpu_seconds_total: [[(user + system) / 1_000_000]],
      process_resident_memory_bytes: [[process.memoryUsage.rss()]],
    };
  }
}
