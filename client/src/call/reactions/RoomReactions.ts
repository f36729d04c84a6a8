import type { NotificationData, Reaction } from '@parley/protocol';
import type { Clock } from '../Clock.ts';
import type { MediaSignals } from '../MediaSignals.ts';
import { SELF_ID } from '../participants.ts';
import type { Reactions, ShownReaction } from './Reactions.ts';

/** Milliseconds for which a reaction is shown. */
const SHOWN_FOR = 4_000;
/** Of one person at a time. */
const MOST = 5;
const none: readonly ShownReaction[] = [];

export interface RoomReactionsParts {
  readonly clock: Clock;
  readonly request: MediaSignals['request'];
}

export class RoomReactions implements Reactions {
  readonly #parts: RoomReactionsParts;
  readonly #shown = new Map<string, readonly ShownReaction[]>();
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<(participantId: string, reaction: Reaction) => void>();
  readonly #timers = new Set<() => void>();
  #count = 0;

  constructor(parts: RoomReactionsParts) {
    this.#parts = parts;
  }

  react(reaction: Reaction): void {
    this.#show(SELF_ID, reaction);
    // One that does not get through, or is one too many, is no loss.
    this.#parts.request('react', { reaction }).catch(() => undefined);
  }

  /** The server tells what was shown, one's own included. */
  told({ reactions }: NotificationData<'reactions'>, selfId: string): void {
    for (const { peerId, reaction } of reactions) if (peerId !== selfId) this.#show(peerId, reaction);
  }

  of(participantId: string): readonly ShownReaction[] {
    return this.#shown.get(participantId) ?? none;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(listener: (participantId: string, reaction: Reaction) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  close(): void {
    for (const cancel of this.#timers) cancel();
  }

  #show(participantId: string, reaction: Reaction): void {
    const key = String((this.#count += 1));
    this.#set(participantId, [...this.of(participantId), { key, reaction }].slice(-MOST));
    for (const watcher of this.#watchers) watcher(participantId, reaction);
    const cancel = this.#parts.clock.after(SHOWN_FOR, () => {
      this.#timers.delete(cancel);
      this.#set(
        participantId,
        this.of(participantId).filter((shown) => shown.key !== key),
      );
    });
    this.#timers.add(cancel);
  }

  #set(participantId: string, shown: readonly ShownReaction[]): void {
    if (shown.length === 0) this.#shown.delete(participantId);
    else this.#shown.set(participantId, shown);
    for (const listener of this.#listeners) listener();
  }
}
