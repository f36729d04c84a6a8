import type { MeetingRecord, MeetingRecords } from '../call/ports.ts';

/** Records that outlive a server of the tests, in the memory of both. */
export class MemoryRecords implements MeetingRecords {
  readonly #kept = new Map<string, MeetingRecord>();
  readonly #recalled: Map<string, MeetingRecord>;

  /** @param before Of the server that ran before: as they are now. */
  constructor(before?: MemoryRecords) {
    this.#recalled = new Map(before && [...before.#recalled, ...before.#kept]);
  }

  recall(room: string): MeetingRecord | undefined {
    return this.#recalled.get(room);
  }

  keep(room: string, record: MeetingRecord): void {
    this.#recalled.delete(room);
    this.#kept.set(room, structuredClone(record));
  }

  forget(room: string): void {
    this.#recalled.delete(room);
    this.#kept.delete(room);
  }
}
