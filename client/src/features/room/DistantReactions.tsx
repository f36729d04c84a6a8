// What people show who have no tile on this page of the stage: small, with their names, at its edge.
import { useCallback, useSyncExternalStore } from 'react';
import type { Participant } from '../../call/CallState.ts';
import type { Reactions } from '../../call/reactions/Reactions.ts';
import styles from './DistantReactions.module.css';

interface DistantReactionsProps {
  readonly reactions: Reactions;
  readonly participants: readonly Participant[];
  /** Ids of those over whose tiles it is shown. */
  readonly near: ReadonlySet<string>;
}

/** At a time: of a storm, the last. */
const MOST = 3;

export function DistantReactions({ reactions, participants, near }: DistantReactionsProps) {
  const subscribe = useCallback((listener: () => void) => reactions.subscribe(listener), [reactions]);
  const distant = () =>
    participants.flatMap(({ id, displayName }) =>
      near.has(id) ? [] : reactions.of(id).map((shown) => ({ ...shown, displayName })),
    );
  // As a text, which is the same until something changes.
  useSyncExternalStore(subscribe, () =>
    distant()
      .map(({ key }) => key)
      .join(),
  );
  const shown = distant()
    .toSorted((one, other) => Number(one.key) - Number(other.key))
    .slice(-MOST);
  if (shown.length === 0) return null;
  return (
    // It is read aloud by ReactionNews, like all of them.
    <ul className={styles.reactions} aria-hidden>
      {shown.map(({ key, displayName, reaction }) => (
        <li key={key} className={styles.chip} data-reaction={reaction}>
          <span className={styles.reaction}>{reaction}</span>
          <bdi className={styles.name}>{displayName}</bdi>
        </li>
      ))}
    </ul>
  );
}
