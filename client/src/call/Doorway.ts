import type { RequestData, RoomSettings, Snapshot } from '@parley/protocol';
import { PROTOCOL_VERSION } from '@parley/protocol/constants';
import type { DoorReason } from './CallState.ts';
import type { ConnectionEvent } from './connectionMachine.ts';
import { afterJoinError } from './connectionMachine.ts';
import { cleanDisplayName } from './displayName.ts';
import { SignalingError } from './SignalingError.ts';
import type { Socket } from './Socket.ts';

type Kept = Pick<NonNullable<RequestData<'join'>['resume']>, 'mediaId' | 'directId'>;

/** One person before the door of one room: what they say there, and what comes of it. */
export class Doorway {
  readonly #room: string;
  #displayName: string | undefined;
  #passcode: string | undefined;
  #resumeToken: string | undefined;
  #waits = false;
  #reason: DoorReason | undefined;

  constructor(room: string) {
    this.#room = room;
  }

  /** Undefined before the person wants to come in. */
  get displayName(): string | undefined {
    return this.#displayName;
  }

  /** Whether a host is to let them in. */
  get waits(): boolean {
    return this.#waits;
  }

  /** Why they were turned back. */
  get reason(): DoorReason | undefined {
    return this.#reason;
  }

  /** They want to come in. Returns whether that is new. */
  approach(displayName: string, passcode: string | undefined): boolean {
    if (this.#displayName !== undefined) return false;
    this.#displayName = cleanDisplayName(displayName);
    this.#passcode = passcode;
    this.#reason = undefined;
    return true;
  }

  /** @returns What it means for the connection, if it is a refusal. */
  async join(socket: Socket, settings: RoomSettings, kept: Kept): Promise<Snapshot | ConnectionEvent> {
    const { joinMedia } = socket;
    if (!joinMedia) return { name: 'lost' };
    const token = this.#resumeToken;
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
      this.#resumeToken = snapshot.resumeToken;
      this.#waits = false;
      return snapshot;
    });
  }

  /** @returns What it means for the connection, if it is a refusal. */
  async knock(socket: Socket): Promise<ConnectionEvent | undefined> {
    const token = this.#resumeToken;
    this.#waits = true;
    return this.#ask(async () => {
      const { resumeToken } = await socket.signaling.request('knock', {
        ...this.#introduction,
        ...(token !== undefined && { resume: { token } }),
      });
      this.#resumeToken = resumeToken;
      return undefined;
    });
  }

  get #introduction() {
    const [displayName, passcode] = [this.#displayName ?? '', this.#passcode];
    return { room: this.#room, displayName, ...(passcode !== undefined && { passcode }) };
  }

  async #ask<T>(request: () => Promise<T>): Promise<T | ConnectionEvent> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      const event = afterJoinError(error.code);
      if (event.name === 'turnedBack') {
        this.#reason = event.reason;
        this.#displayName = undefined;
        this.#waits = false;
      }
      return event;
    }
  }
}
