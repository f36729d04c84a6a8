import { timing, type CloseReason, type RoomSettings } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { CallDependencies } from './ports.ts';
import { Probes } from './Probes.ts';
import { Room } from './Room.ts';
import type { Recalled } from './RoomMemory.ts';

/** The rooms of this server. A room is there from the first join to the last leave, also over a restart between them. */
export class Rooms {
  readonly #dependencies: CallDependencies;
  /** For those who try their network without being in any room. */
  readonly probes: Probes;
  readonly #rooms = new Map<string, Room>();
  readonly #startedAt: number;
  #closed = false;
  /** What to tell when no room is left, while none is opened that is new. */
  #emptied: (() => void) | undefined;
  #cancelRenewal = (): void => {};

  constructor(dependencies: CallDependencies) {
    this.#dependencies = dependencies;
    this.probes = new Probes(dependencies);
    this.#startedAt = dependencies.clock.now();
    this.#scheduleRenewal();
  }

  get size(): number {
    return this.#rooms.size;
  }

  /** People in all of them. */
  get people(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.size, 0);
  }

  /** All of them, the oldest first. */
  get all(): Room[] {
    return [...this.#rooms.values()];
  }

  /** A room that is open, by what the log calls it. */
  byId(id: string): Room | undefined {
    return this.all.find((room) => room.id === id);
  }

  /** A room that is there, or was when the server was restarted. */
  find(name: string): Room | undefined {
    const known = this.#rooms.get(name);
    return known ?? (!this.#closed && this.#recall(name) ? this.open(name) : undefined);
  }

  /** As `find()`, or one that was made and that nobody is in. Its door is the same. */
  approach(name: string): Room | undefined {
    return this.find(name) ?? (this.#dependencies.plans.find(name) && this.open(name));
  }

  /**
   * The room of that name, opened with these settings where it is not there yet.
   * @throws {CallError} `server_closing`, `draining`
   */
  open(name: string, settings: RoomSettings = {}): Room {
    if (this.#closed) throw new CallError('server_closing', 'the server is shutting down');
    const known = this.#rooms.get(name);
    if (known) return known;
    const plan = this.#dependencies.plans.find(name);
    const dependencies = {
      ...this.#dependencies,
      // Who made the room has decided, and not who comes first.
      settings: { ...this.#dependencies.settings, ...(plan ? plan.settings : settings) },
    };
    const recalled = this.#recall(name);
    if (this.#emptied && !recalled) throw new CallError('draining', 'the server opens no new rooms');
    const room = new Room(name, dependencies, () => this.#forget(name), { recalled, plan });
    this.#rooms.set(name, room);
    return room;
  }

  /**
   * Opens no new rooms until the returned function is called: people still come into those that are open, or were when
   * the server was restarted.
   * @param emptied Called whenever the last room is gone.
   */
  closeToNew(emptied: () => void): () => void {
    this.#emptied = emptied;
    return () => {
      if (this.#emptied === emptied) this.#emptied = undefined;
    };
  }

  /** Ends every call, telling everybody why. */
  close(reason: CloseReason): void {
    this.#closed = true;
    this.#cancelRenewal();
    this.probes.close();
    for (const room of this.#rooms.values()) room.close(reason);
  }

  #forget(name: string): void {
    this.#rooms.delete(name);
    if (this.#rooms.size === 0 && !this.#closed) this.#emptied?.();
  }

  #recall(name: string): Recalled | undefined {
    const { clock, records } = this.#dependencies;
    const patience = this.#startedAt + timing.restartGrace - clock.now();
    const record = patience > 0 ? records.recall(name) : undefined;
    return record && { record, patience };
  }

  /** One for all: whoever came meanwhile gets new credentials a little early. */
  #scheduleRenewal(): void {
    const { clock, iceServers } = this.#dependencies;
    if (iceServers.renewAfter === undefined) return;
    this.#cancelRenewal = clock.after(iceServers.renewAfter, () => {
      for (const room of this.#rooms.values()) room.renewIceServers();
      this.#scheduleRenewal();
    });
  }
}
