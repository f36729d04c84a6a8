import type { Message } from '@parley/protocol';
import { MainSpeaker } from './MainSpeaker.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';
import type { Clock } from './ports.ts';

export interface RecordedEventsParts {
  readonly clock: Clock;
  readonly peers: Peers;
  /** Ids of those whose hands are raised. */
  hands(): readonly string[];
  /** Puts an event into the recording, if there is one. */
  note(event: string, data: Readonly<Record<string, unknown>>): void;
}

/**
 * What happens in a call beside its media, as far as it belongs to a recording. Of a pause it has only who comes and goes, and
 * whose hand goes down: what is said and shown then is not for it.
 */
export class RecordedEvents {
  readonly #parts: RecordedEventsParts;
  readonly #speaker = new MainSpeaker();
  #isPaused = true;
  /** As the recording has it. */
  readonly #raised = new Set<string>();
  #spoke: string | undefined;

  constructor(parts: RecordedEventsParts) {
    this.#parts = parts;
  }

  /** Recording begins, or goes on in a server that was started anew: it has to know who is there. */
  begin({ paused }: { paused: boolean }): void {
    this.#raised.clear();
    this.#spoke = undefined;
    for (const peer of this.#parts.peers.announced) this.joined(peer);
    this.setPaused(paused);
  }

  setPaused(paused: boolean): void {
    this.#isPaused = paused;
    if (paused) return;
    for (const peerId of this.#parts.hands()) this.handRaised(peerId);
    this.#tellSpeaker();
  }

  joined({ id: peerId, profile: { displayName } }: Peer): void {
    this.#parts.note('joined', { peerId, displayName });
  }

  /** Whoever was in the room is gone for good. */
  left({ id: peerId }: Peer): void {
    this.#raised.delete(peerId);
    this.#speaker.left(peerId);
    this.#parts.note('left', { peerId });
  }

  /** Somebody wrote something. What is for one person only is not recorded. */
  messageAdded({ from, to, text }: Message): void {
    if (this.#isPaused || to) return;
    this.#parts.note('message', { peerId: from.peerId, displayName: from.displayName, text });
  }

  handRaised(peerId: string): void {
    if (this.#isPaused || this.#raised.has(peerId)) return;
    this.#raised.add(peerId);
    this.#parts.note('handRaised', { peerId });
  }

  handLowered(peerId: string): void {
    if (this.#raised.delete(peerId)) this.#parts.note('handLowered', { peerId });
  }

  /** Who speaks now, loudest first. */
  heard(peerIds: readonly string[]): void {
    if (this.#speaker.heard(peerIds, this.#parts.clock.now())) this.#tellSpeaker();
  }

  #tellSpeaker(): void {
    const peerId = this.#speaker.now;
    if (this.#isPaused || peerId === undefined || peerId === this.#spoke) return;
    this.#spoke = peerId;
    this.#parts.note('speaker', { peerId });
  }
}
