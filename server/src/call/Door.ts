import { timing, type CloseReason, type RequestData, type Waiting } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { ResumeClaim } from './Peer.ts';
import { PasscodeTries } from './PasscodeTries.ts';
import type { Admission, Clock, MeetingRecord, PeerSink, TurnedOut } from './ports.ts';
import type { RoomRules } from './RoomRules.ts';
import { WaitingRoom } from './WaitingRoom.ts';

/** How many are remembered of those who were inside. */
const REMEMBERED = 10_000;

/** Somebody who wants to come in. */
export interface Entrance {
  readonly claim?: ResumeClaim | undefined;
  readonly passcode?: string | undefined;
  /** What is known of where they come from, if anything that tells one from another is. */
  readonly network?: string | undefined;
  /** What their token says, where people come in by one. */
  readonly admission?: Admission | undefined;
}

export interface DoorParts {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly rules: RoomRules;
  /** What was so before the server was restarted. */
  readonly before?: Pick<MeetingRecord, 'known' | 'turnedOut' | 'bannedNetworks'> | undefined;
  /** What is kept of a network does not tell it. */
  sealNetwork(network: string): string;
  /** The record of those who may enter, or may not, is another one. */
  changed(): void;
  /** Somebody waits, or does not any more. */
  waitingChanged(): void;
}

/** Who may come into a room that has no place for them yet. */
export class Door {
  readonly #parts: DoorParts;
  readonly #tries: PasscodeTries;
  readonly #waitingRoom: WaitingRoom;
  /** Ids of those who were inside, or were admitted: nothing is asked of them again. */
  readonly #known: Set<string>;
  /** Ids of those who were taken out: whoever claims one is not let in under it. */
  readonly #turnedOut: Map<string, TurnedOut>;
  /** Sealed. */
  readonly #bannedNetworks: Set<string>;
  #closed = false;

  constructor(parts: DoorParts) {
    this.#parts = parts;
    this.#known = new Set(parts.before?.known);
    this.#turnedOut = new Map(parts.before?.turnedOut);
    this.#bannedNetworks = new Set(parts.before?.bannedNetworks);
    this.#tries = new PasscodeTries(parts.clock);
    this.#waitingRoom = new WaitingRoom(parts.clock, () => parts.waitingChanged());
  }

  /** Who waits, in the order in which they came. */
  get waiting(): Waiting[] {
    return this.#waitingRoom.describe();
  }

  /**
   * Whoever is not known here, nor a host by their token, has to pass the lock, the passcode and the waiting room.
   * @throws {CallError} `removed`, `banned`, `denied`, `locked`, `passcode_required`, `wrong_passcode` (after a while),
   *   `too_many_tries`, `waiting_room`
   */
  async assertMayEnter(entrance: Entrance): Promise<void> {
    const isKnown = await this.#mayPass(entrance);
    if (!isKnown && this.#parts.rules.waitingRoom) {
      throw new CallError('waiting_room', 'a host has to let them in');
    }
  }

  /**
   * Waits to be let in, in the same place as before where there is a claim to it. Where there is nothing to wait for,
   * that is told at once.
   * @returns The peer id that they have, or will have.
   * @throws {CallError} as `assertMayEnter()`, without `waiting_room`; `room_full`
   */
  async knock(entrance: Entrance, displayName: string, sink: PeerSink): Promise<string> {
    const isKnown = await this.#mayPass(entrance);
    const peerId = entrance.claim?.peerId ?? this.#parts.newId();
    if (!isKnown && this.#parts.rules.waitingRoom) this.#waitingRoom.enter(peerId, displayName, sink);
    else {
      this.remember(peerId);
      sink.notify('admitted', {});
    }
    return peerId;
  }

  /** The socket of somebody who waits is gone. */
  disconnect(peerId: string, sink: PeerSink): void {
    this.#waitingRoom.disconnect(peerId, sink);
  }

  /** Somebody does not want to wait any longer. */
  leave(peerId: string, sink: PeerSink, { mayReturn }: RequestData<'leave'>): void {
    if (mayReturn) this.#waitingRoom.disconnect(peerId, sink, timing.reloadGrace);
    else this.#waitingRoom.leave(peerId);
  }

  /** @throws {CallError} `not_found` where nobody of them waits */
  admit(peerIds: readonly string[]): void {
    const admitted = this.#waitingRoom.admit(peerIds, (id) => this.remember(id));
    if (admitted === 0) throw new CallError('not_found', 'nobody of these ids waits');
  }

  /** @throws {CallError} `not_found` */
  deny(peerId: string): void {
    if (!this.#waitingRoom.turnAway(peerId, 'denied')) {
      throw new CallError('not_found', 'nobody of this id waits');
    }
    this.turnOut(peerId, 'denied');
  }

  /** The rules are others now. */
  rulesChanged({ passcode }: RequestData<'setRules'>): void {
    if (passcode !== undefined) this.#tries.forget();
    if (this.#parts.rules.waitingRoom) return;
    this.#waitingRoom.admit(
      this.waiting.map(({ id }) => id),
      (id) => this.remember(id),
    );
  }

  close(reason: CloseReason): void {
    this.#closed = true;
    this.#waitingRoom.close(reason);
  }

  /** Somebody is inside, or was admitted. */
  remember(peerId: string): void {
    this.#known.add(peerId);
    const [oldest] = this.#known;
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    this.#parts.changed();
  }

  turnOut(peerId: string, reason: TurnedOut): void {
    this.#known.delete(peerId);
    this.#turnedOut.set(peerId, reason);
    this.#parts.changed();
  }

  banNetwork(network: string): void {
    this.#bannedNetworks.add(this.#parts.sealNetwork(network));
    this.#parts.changed();
  }

  /** With every token that was made for them. Kept as a network is. */
  banSubject(subject: string): void {
    this.banNetwork(asNetwork(subject));
  }

  /** For a restart of the server. */
  record(): Pick<MeetingRecord, 'known' | 'turnedOut' | 'bannedNetworks'> {
    const [known, turnedOut] = [[...this.#known], [...this.#turnedOut]];
    return { known, turnedOut, bannedNetworks: [...this.#bannedNetworks] };
  }

  /** Whether they are known, and nothing is left to be asked. */
  async #mayPass({ claim, passcode, network, admission }: Entrance): Promise<boolean> {
    if (this.#closed) throw new CallError('server_closing', 'the room is closed');
    const turnedOut = claim && this.#turnedOut.get(claim.peerId);
    if (turnedOut) throw new CallError(turnedOut, 'a host has decided so');
    if (network !== undefined && this.#isBanned(network)) {
      throw new CallError('banned', 'somebody from there was banned');
    }
    if (admission?.subject !== undefined && this.#isBanned(asNetwork(admission.subject))) {
      throw new CallError('banned', 'whom the token was made for was banned');
    }
    if (claim && this.#known.has(claim.peerId)) return true;
    // They could open the door themselves.
    if (admission?.role === 'host') return true;
    if (this.#parts.rules.locked) throw new CallError('locked', 'nobody new is let in');
    await this.#checkPasscode(passcode, network);
    return false;
  }

  #isBanned(network: string): boolean {
    return this.#bannedNetworks.size > 0 && this.#bannedNetworks.has(this.#parts.sealNetwork(network));
  }

  async #checkPasscode(passcode: string | undefined, network: string | undefined): Promise<void> {
    if (!this.#parts.rules.hasPasscode) return;
    if (passcode === undefined) throw new CallError('passcode_required', 'the room has a passcode');
    if (this.#tries.refuses(network)) throw new CallError('too_many_tries', 'too many wrong passcodes');
    if (this.#parts.rules.opens(passcode)) return;
    const delay = this.#tries.wrong(network);
    await new Promise<void>((resolve) => void this.#parts.clock.after(delay, resolve));
    throw new CallError('wrong_passcode', 'the room has another passcode');
  }
}

/** Spelled as no network is. */
const asNetwork = (subject: string): string => `subject ${subject}`;
