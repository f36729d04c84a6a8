import { limits, timing, type CloseReason, type Waiting } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Clock, PeerSink } from './ports.ts';

interface Guest {
  readonly displayName: string;
  /** Without a socket the place is kept for a while. */
  readonly presence: { state: 'present'; sink: PeerSink } | { state: 'absent'; endWait: () => void };
}

/** Those who wait until a host lets them in. They have a name and a socket, and nothing of the room. */
export class WaitingRoom {
  readonly #clock: Clock;
  readonly #changed: () => void;
  /** By the peer id that each will have. */
  readonly #guests = new Map<string, Guest>();

  /** @param changed Somebody came or went. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  describe(): Waiting[] {
    return [...this.#guests].map(([id, { displayName }]) => ({ id, displayName }));
  }

  /** @throws {CallError} `room_full` */
  enter(id: string, displayName: string, sink: PeerSink): void {
    const known = this.#guests.get(id);
    if (!known && this.#guests.size >= limits.waiting) {
      throw new CallError('room_full', `${this.#guests.size} people are waiting`);
    }
    if (known?.presence.state === 'absent') known.presence.endWait();
    else if (known && known.presence.sink !== sink) known.presence.sink.close('replaced');
    this.#guests.set(id, {
      displayName: known?.displayName ?? displayName,
      presence: { state: 'present', sink },
    });
    if (!known) this.#changed();
  }

  /** The socket is gone. */
  disconnect(id: string, sink: PeerSink, grace: number = timing.resumeGrace): void {
    const guest = this.#guests.get(id);
    if (guest?.presence.state !== 'present' || guest.presence.sink !== sink) return;
    const endWait = this.#clock.after(grace, () => {
      this.#guests.delete(id);
      this.#changed();
    });
    this.#guests.set(id, { ...guest, presence: { state: 'absent', endWait } });
  }

  /**
   * Those of the ids who wait are told that they may join.
   * @param admitted Called for each of them, before they are told.
   * @returns How many they are.
   */
  admit(ids: readonly string[], admitted: (id: string) => void): number {
    const waiting = ids.filter((id) => this.#guests.has(id));
    for (const id of waiting) {
      const guest = this.#guests.get(id);
      this.#drop(id);
      admitted(id);
      if (guest?.presence.state === 'present') guest.presence.sink.notify('admitted', {});
    }
    if (waiting.length > 0) this.#changed();
    return waiting.length;
  }

  leave(id: string): void {
    if (this.#drop(id)) this.#changed();
  }

  /** Returns whether they were waiting. */
  turnAway(id: string, reason: CloseReason): boolean {
    const guest = this.#guests.get(id);
    if (!this.#drop(id)) return false;
    this.#changed();
    if (guest?.presence.state === 'present') guest.presence.sink.close(reason);
    return true;
  }

  close(reason: CloseReason): void {
    for (const [id, { presence }] of this.#guests) {
      this.#drop(id);
      if (presence.state === 'present') presence.sink.close(reason);
    }
  }

  #drop(id: string): boolean {
    const guest = this.#guests.get(id);
    if (guest?.presence.state === 'absent') guest.presence.endWait();
    return this.#guests.delete(id);
  }
}
