import { timing, type CloseReason, type RoomSettings } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { CallDependencies } from './ports.ts';
import { Room } from './Room.ts';
import type { Recalled } from './RoomMemory.ts';

/** The rooms of this server. A room is there from the first join to the last leave, also over a restart between them. */
export class Rooms {
  readonly #dependencies: CallDependencies;
  readonly #rooms = new Map<string, Room>();
  readonly #startedAt: number;
  #closed = false;
  #cancelRenewal = (): void => {};

  constructor(dependencies: CallDependencies) {
    this.#dependencies = dependencies;
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

  /** A room that is there, or was when the server was restarted. */
  find(name: string): Room | undefined {
    const known = this.#rooms.get(name);
    return known ?? (!this.#closed && this.#recall(name) ? this.open(name) : undefined);
  }

  /**
   * The room of that name, opened with these settings where it is not there yet.
   * @throws {CallError} `server_closing`
   */
  open(name: string, settings: RoomSettings = {}): Room {
    if (this.#closed) throw new CallError('server_closing', 'the server is shutting down');
    const known = this.#rooms.get(name);
    if (known) return known;
    const dependencies = {
      ...this.#dependencies,
      settings: { ...this.#dependencies.settings, ...settings },
    };
    const forget = () => void this.#rooms.delete(name);
    const room = new Room(name, dependencies, forget, this.#recall(name));
    this.#rooms.set(name, room);
    return room;
  }

  /** Ends every call, telling everybody why. */
  close(reason: CloseReason): void {
    this.#closed = true;
    this.#cancelRenewal();
    for (const room of this.#rooms.values()) room.close(reason);
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
