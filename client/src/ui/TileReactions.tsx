// What somebody shows for a moment, rising over their tile.
import { useCallback, useSyncExternalStore } from 'react';
import type { Reactions } from '../call/reactions/Reactions.ts';
import styles from './TileReactions.module.css';

interface TileReactionsProps {
  readonly reactions: Reactions;
  readonly participantId: string;
}

export function TileReactions({ reactions, participantId }: TileReactionsProps) {
  const subscribe = useCallback((listener: () => void) => reactions.subscribe(listener), [reactions]);
  const shown = useSyncExternalStore(subscribe, () => reactions.of(participantId));
  if (shown.length === 0) return null;
  return (
    <span className={styles.reactions} aria-hidden>
      {shown.map(({ key, reaction }) => (
        <span
          key={key}
          className={styles.reaction}
          style={{ insetInlineEnd: `${4 + ((Number(key) * 11) % 26)}%` }}
          data-reaction={reaction}
        >
          {reaction}
        </span>
      ))}
    </span>
  );
}
