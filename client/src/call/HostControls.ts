import type {
  ErrorCode,
  NotificationFrame,
  Pin,
  RecordingState,
  RecordingWish,
  RequestData,
  Role,
} from '@parley/protocol';
import type { Hosting, PinnedPicture } from './CallState.ts';
import type { MediaSignals } from './MediaSignals.ts';
import { SELF_ID } from './participants.ts';
import type { RoomState } from './roomState.ts';
import type { SignalingError } from './SignalingError.ts';

type HostMethod =
  | 'setRole'
  | 'setRules'
  | 'muteTrack'
  | 'muteAll'
  | 'pinForAll'
  | 'setRecording'
  | 'admit'
  | 'deny'
  | 'remove'
  | 'ban'
  | 'endForAll';

export interface HostControlsParts {
  readonly request: MediaSignals['request'];
  room(): RoomState | undefined;
  /** Takes something for told by the server, that will be. */
  expect(news: NotificationFrame): void;
  /** The server would not. */
  refused(code: ErrorCode | undefined): void;
}

/** What a host asks of the room. It shows at once, and is taken back where the server does not do it. */
export class HostControls implements Hosting {
  readonly #parts: HostControlsParts;

  constructor(parts: HostControlsParts) {
    this.#parts = parts;
  }

  setRole(peerId: string, role: Role): void {
    const room = this.#parts.room();
    const id = this.#peerIdOf(peerId);
    const before = room?.self.id === id ? room.self : room?.peers.find((peer) => peer.id === id);
    if (!before) return;
    const news = (now: Role) => notification('roleChanged', { peerId: id, role: now });
    this.#ask('setRole', { peerId: id, role }, news(role), news(before.role));
  }

  setRules(change: RequestData<'setRules'>): void {
    const room = this.#parts.room();
    if (!room) return;
    const { rules } = room;
    const passcode = change.passcode === undefined ? rules.passcode : change.passcode !== null;
    const wished = { ...rules, ...change, passcode };
    const news = (now: typeof rules) => notification('rulesChanged', { rules: now });
    this.#ask('setRules', change, news(wished), news(rules));
  }

  mute(peerId: string, source: 'microphone' | 'camera'): void {
    const peer = this.#parts.room()?.peers.find(({ id }) => id === peerId);
    const track = peer?.tracks.find((candidate) => candidate.source === source && !candidate.muted);
    if (!track) return;
    const news = (muted: boolean) => notification('trackChanged', { peerId, trackId: track.id, muted });
    this.#ask('muteTrack', { peerId, trackId: track.id }, news(true), news(false));
  }

  muteAll(): void {
    this.#ask('muteAll', {});
  }

  pinForAll(picture: PinnedPicture | undefined): void {
    const wish = picture && { peerId: this.#peerIdOf(picture.participantId), source: picture.source };
    const data = (pin: Pin | undefined) => (pin ? { pin } : {});
    const news = (pin: Pin | undefined) => notification('pinChanged', data(pin));
    this.#ask('pinForAll', data(wish), news(wish), news(this.#parts.room()?.pin));
  }

  record(wish: RecordingWish): void {
    const before = this.#parts.room()?.recording;
    // Nobody is told that they are recorded before the server does so.
    if (!before) return this.#ask('setRecording', { recording: wish });
    const wished = { startedAt: before.startedAt, paused: wish === 'paused' };
    const news = (recording: RecordingState | undefined) =>
      notification('recordingChanged', recording ? { recording } : {});
    this.#ask('setRecording', { recording: wish }, news(wish === 'off' ? undefined : wished), news(before));
  }

  admit(peerIds: readonly string[]): void {
    if (peerIds.length > 0) this.#letGo('admit', { peerIds: [...peerIds] }, peerIds);
  }

  deny(peerId: string): void {
    this.#letGo('deny', { peerId }, [peerId]);
  }

  remove(peerId: string): void {
    this.#ask('remove', { peerId });
  }

  ban(peerId: string): void {
    this.#ask('ban', { peerId });
  }

  endForAll(): void {
    this.#ask('endForAll', {});
  }

  #peerIdOf(participantId: string): string {
    return participantId === SELF_ID ? (this.#parts.room()?.self.id ?? '') : participantId;
  }

  /** They wait no more. */
  #letGo<M extends 'admit' | 'deny'>(method: M, data: RequestData<M>, peerIds: readonly string[]): void {
    const before = this.#parts.room()?.waiting ?? [];
    const news = (waiting: typeof before) => notification('waitingChanged', { waiting: [...waiting] });
    this.#ask(method, data, news(before.filter(({ id }) => !peerIds.includes(id))), news(before));
  }

  #ask<M extends HostMethod>(
    method: M,
    data: RequestData<M>,
    wish?: NotificationFrame,
    undo?: NotificationFrame,
  ): void {
    if (wish) this.#parts.expect(wish);
    this.#parts.request(method, data).catch(({ code }: { code?: SignalingError['code'] }) => {
      // A lost socket brings a new snapshot, and the end of the call no answer.
      if (code === 'disconnected') return;
      if (undo) this.#parts.expect(undo);
      this.#parts.refused(code);
    });
  }
}

function notification<M extends NotificationFrame['method']>(
  method: M,
  data: Extract<NotificationFrame, { method: M }>['data'],
): NotificationFrame {
  return { kind: 'notification', method, data } as NotificationFrame;
}
