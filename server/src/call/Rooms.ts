import type { CloseReason, RoomSettings } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { CallDependencies } from './ports.ts';
import { Room } from './Room.ts';

/** The rooms of this server. A room is there from the first join to the last leave. */
export class Rooms {
  readonly #dependencies: CallDependencies;
  readonly #rooms = new Map<string, Room>();
  #closed = false;
  #cancelRenewal = (): void => {};

  constructor(dependencies: CallDependencies) {
    this.#dependencies = dependencies;
    this.#scheduleRenewal();
  }

  get size(): number {
    return this.#rooms.size;
  }

  /** People in all of them. */
  get people(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.size, 0);
  }

  find(name: string): Room | undefined {
    return this.#rooms.get(name);
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
    const room = new Room(name, dependencies, () => {
      this.#rooms.delete(name);
    });
    this.#rooms.set(name, room);
    return room;
  }

  /** Ends every call, telling everybody why. */
  close(reason: CloseReason): void {
    this.#closed = true;
    this.#cancelRenewal();
    for (const room of this.#rooms.values()) room.close(reason);
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
