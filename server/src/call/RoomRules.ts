import { permissions, type Permission, type RequestData, type Role, type Rules } from '@parley/protocol';
import type { MeetingRecord, Passcodes } from './ports.ts';

/** What is asked of somebody new. */
export type EntryRules = Pick<Rules, 'locked' | 'waitingRoom' | 'passcode'>;

/** What the hosts of a room have decided for everybody. */
export class RoomRules {
  readonly #room: string;
  readonly #passcodes: Passcodes;
  #allowed: ReadonlySet<Permission>;
  #locked: boolean;
  #waitingRoom: boolean;
  /** As `Passcodes` keeps it. */
  #passcode: string | undefined;

  constructor(room: string, passcodes: Passcodes, before?: MeetingRecord['rules']) {
    this.#room = room;
    this.#passcodes = passcodes;
    this.#allowed = new Set(before?.allowed ?? permissions);
    this.#locked = before?.locked ?? false;
    this.#waitingRoom = before?.waitingRoom ?? false;
    this.#passcode = before?.passcode;
  }

  get locked(): boolean {
    return this.#locked;
  }

  get waitingRoom(): boolean {
    return this.#waitingRoom;
  }

  get hasPasscode(): boolean {
    return this.#passcode !== undefined;
  }

  /** Whether it is the room's passcode. */
  opens(passcode: string): boolean {
    return this.#passcode !== undefined && this.#passcodes.matches(this.#room, passcode, this.#passcode);
  }

  /** Whether somebody of this role may do it. */
  allow(permission: Permission, role: Role): boolean {
    return role === 'host' || this.#allowed.has(permission);
  }

  /** Returns whether anybody is to be told. */
  change({ allowed, locked, waitingRoom, passcode }: RequestData<'setRules'>): boolean {
    const before = JSON.stringify(this.describe());
    if (allowed) this.#allowed = new Set(allowed);
    this.#locked = locked ?? this.#locked;
    this.#waitingRoom = waitingRoom ?? this.#waitingRoom;
    if (passcode !== undefined) {
      this.#passcode = passcode === null ? undefined : this.#passcodes.seal(this.#room, passcode);
    }
    return JSON.stringify(this.describe()) !== before;
  }

  get entry(): EntryRules {
    return { locked: this.#locked, waitingRoom: this.#waitingRoom, passcode: this.hasPasscode };
  }

  /** For a restart of the server. */
  record(): MeetingRecord['rules'] {
    const { allowed, locked, waitingRoom } = this.describe();
    return { allowed, locked, waitingRoom, passcode: this.#passcode };
  }

  /** Never the passcode. */
  describe(): Rules {
    return {
      ...this.entry,
      allowed: permissions.filter((permission) => this.#allowed.has(permission)),
    };
  }
}
