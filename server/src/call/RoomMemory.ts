import type { CloseReason } from '@parley/protocol';
import type { Door } from './Door.ts';
import type { Moderation } from './Moderation.ts';
import type { Clock, MeetingRecord, MeetingRecords } from './ports.ts';
import type { RoomRecording } from './RoomRecording.ts';
import type { RoomRules } from './RoomRules.ts';

export interface RoomMemoryParts {
  readonly room: string;
  readonly records: MeetingRecords;
  readonly clock: Clock;
  /** What the parts of the room decide on. */
  parts(): {
    readonly rules: RoomRules;
    readonly door: Door;
    readonly moderation: Moderation;
    readonly recording: RoomRecording;
  };
  /** A room that was kept for its host, who did not come, may end. */
  released(): void;
}

/** A meeting that was under way when the server was restarted. */
export interface Recalled {
  readonly record: MeetingRecord;
  /** Milliseconds for which the room is kept for its host, whoever is in it. */
  readonly patience: number;
}

/** What is kept of a room so that a restart of the server changes nothing about who may do what in it. */
export class RoomMemory {
  readonly #parts: RoomMemoryParts;
  /** While the room is kept for its host. */
  #cancelHold: (() => void) | undefined;
  #closed = false;

  constructor(parts: RoomMemoryParts, recalled: Recalled | undefined) {
    this.#parts = parts;
    this.#cancelHold =
      recalled &&
      parts.clock.after(recalled.patience, () => {
        this.#cancelHold = undefined;
        parts.released();
      });
  }

  /**
   * Whether the room is there although nobody is in it. Otherwise whoever comes back first could end the meeting by
   * leaving it, and be the host of the next one.
   */
  get holds(): boolean {
    return this.#cancelHold !== undefined && this.#parts.parts().moderation.awaitsHost;
  }

  /** Something of it has changed. */
  keep(): void {
    if (this.#closed) return;
    const { rules, door, moderation, recording } = this.#parts.parts();
    const record = { rules: rules.record(), ...door.record(), ...moderation.record(), ...recording.record() };
    this.#parts.records.keep(this.#parts.room, record);
  }

  /** The room is closed. It is remembered only where the server is to be back. */
  close(reason: CloseReason): void {
    this.#closed = true;
    this.#cancelHold?.();
    if (reason !== 'restarting') this.#parts.records.forget(this.#parts.room);
  }
}
