import type { Reaction } from '@parley/protocol';

export interface ShownReaction {
  readonly key: string;
  readonly reaction: Reaction;
}

/** What people show for a moment. It is read by whom it belongs to, so that nothing else is drawn anew. */
export interface Reactions {
  /** Shows one to everybody, oneself first. */
  react(reaction: Reaction): void;
  /** What somebody shows now: the same array until it changes. */
  of(participantId: string): readonly ShownReaction[];
  /** Calls `listener` after each change of what somebody shows. Returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Calls `listener` with each reaction as it comes. Returns the way to stop. */
  watch(listener: (participantId: string, reaction: Reaction) => void): () => void;
}
