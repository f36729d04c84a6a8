import type { RequestData, RoomSettings, Snapshot } from '@parley/protocol';
import { PROTOCOL_VERSION } from '@parley/protocol/constants';
import type { CallSessionParts } from './CallSessionParts.ts';
import type { DoorReason, EndReason } from './CallState.ts';
import type { ConnectionEvent } from './connectionMachine.ts';
import { afterJoinError } from './connectionMachine.ts';
import { cleanDisplayName } from './displayName.ts';
import type { KeptPlace, PlaceMemory } from './PlaceMemory.ts';
import { SignalingError } from './SignalingError.ts';
import type { Socket } from './Socket.ts';

type Kept = Pick<NonNullable<RequestData<'join'>['resume']>, 'mediaId' | 'directId'>;

/** One person before the door of one room: what they say there, and what comes of it. */
export class Doorway {
  readonly #room: string;
  readonly #token: () => string | undefined;
  readonly #memory: PlaceMemory;
  #displayName: string | undefined;
  #passcode: string | undefined;
  #resumeToken: string | undefined;
  /** Whether it is known what the page before a reload has left. */
  #remembers = false;
  #goesOn = false;
  #isGone = false;
  #waits = false;
  #guarded = false;
  #reason: DoorReason | undefined;

  constructor({ room, token, place }: Pick<CallSessionParts, 'room' | 'token' | 'place'>) {
    this.#room = room;
    this.#token = token;
    this.#memory = place;
  }

  /** Undefined before the person wants to come in. */
  get displayName(): string | undefined {
    return this.#displayName;
  }

  /** Whether a host is to let them in. */
  get waits(): boolean {
    return this.#waits;
  }

  /** Whether they are to be where they were before a reload, or in the lobby. */
  get goesOn(): boolean {
    return this.#goesOn;
  }

  /** Whether it may stay closed to them. */
  get guarded(): boolean {
    return this.#guarded;
  }

  /** Why they were turned back. */
  get reason(): DoorReason | undefined {
    return this.#reason;
  }

  /** They want to come in. Returns whether that is new. */
  approach(displayName: string, passcode: string | undefined, guarded: boolean): boolean {
    if (this.#displayName !== undefined) return false;
    this.#displayName = cleanDisplayName(displayName);
    this.#passcode = passcode;
    this.#guarded = guarded;
    this.#reason = undefined;
    return true;
  }

  /** They go on where the page was before it was reloaded. */
  goOn({ displayName, waits }: KeptPlace): void {
    this.approach(displayName, undefined, false);
    this.#waits = waits;
    this.#goesOn = true;
  }

  /** The page goes away, perhaps to be loaded anew. */
  letGo(): void {
    this.#isGone = true;
    this.#memory.letGo();
  }

  /** It is over for this tab. */
  ended(reason: EndReason): void {
    if (this.#isGone) return;
    // A reload brings a page that the server understands.
    if (reason === 'unsupported_protocol') this.#memory.letGo();
    else if (reason === 'banned') this.#memory.ban();
    else this.#memory.forget();
  }

  /** @returns What it means for the connection, if it is a refusal. */
  async join(socket: Socket, settings: RoomSettings, kept: Kept): Promise<Snapshot | ConnectionEvent> {
    const { joinMedia } = socket;
    if (!joinMedia) return { name: 'lost' };
    if (!this.#remembers) {
      const found = this.#memory.token();
      // That there is nothing is known at once: the join goes out with the click.
      this.#resumeToken = found instanceof Promise ? await found : found;
      this.#remembers = true;
    }
    const token = this.#resumeToken;
    // Another tab has the place.
    if (this.#goesOn && token === undefined) return this.#turnBack(undefined);
    return this.#ask(async () => {
      const snapshot = await socket.signaling.request('join', {
        protocolVersion: PROTOCOL_VERSION,
        settings,
        ...this.#introduction,
        ...joinMedia,
        subscribe: ['audio', 'video'],
        direct: true,
        ...(token !== undefined && { resume: { token, ...kept } }),
      });
      this.#waits = false;
      this.#guarded = false;
      this.#goesOn = false;
      this.#keep(snapshot.resumeToken);
      return snapshot;
    });
  }

  /** @returns What it means for the connection, if it is a refusal. */
  async knock(socket: Socket): Promise<ConnectionEvent | undefined> {
    this.#waits = true;
    const token = this.#resumeToken;
    return this.#ask(async () => {
      const { resumeToken } = await socket.signaling.request('knock', {
        ...this.#introduction,
        ...(token !== undefined && { resume: { token } }),
      });
      this.#keep(resumeToken);
      return undefined;
    });
  }

  #turnBack(reason: DoorReason | undefined): ConnectionEvent {
    this.#reason = reason;
    this.#displayName = undefined;
    this.#waits = false;
    this.#goesOn = false;
    return { name: 'turnedBack', reason };
  }

  #keep(token: string): void {
    this.#resumeToken = token;
    this.#memory.keep({ token, displayName: this.#displayName ?? '', waits: this.#waits });
  }

  get #introduction() {
    const [displayName, passcode, token] = [this.#displayName ?? '', this.#passcode, this.#token()];
    return {
      room: this.#room,
      displayName,
      ...(passcode !== undefined && { passcode }),
      ...(token !== undefined && { token }),
    };
  }

  async #ask<T>(request: () => Promise<T>): Promise<T | ConnectionEvent> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      const event = afterJoinError(error.code);
      return event.name === 'turnedBack' ? this.#turnBack(event.reason) : event;
    }
  }
}
