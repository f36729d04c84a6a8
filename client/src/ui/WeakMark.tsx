// Bars for a weak connection, of whom nothing comes as it should; otherwise nothing. It renders itself, and no tile.
import { useCallback, useSyncExternalStore } from 'react';
import type { Call, Participant } from '../call/CallState.ts';
import { isWeak } from '../call/statistics/isWeak.ts';
import { useMessages } from '../messages/useMessages.ts';
import styles from './Tile.module.css';

interface WeakMarkProps {
  readonly statistics: Call['statistics'];
  readonly participant: Participant;
}

export function WeakMark({ statistics, participant }: WeakMarkProps) {
  const words = useMessages().stage.tile.weak;
  const { weakTracks, trouble } = statistics;
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [weakTracks.subscribe(listener), trouble.subscribe(listener)];
      return () => stops.forEach((stop) => stop());
    },
    [weakTracks, trouble],
  );
  const shown = useSyncExternalStore(subscribe, () => isWeak(participant, weakTracks.get(), trouble.get()));
  if (!shown) return null;
  return (
    <span className={styles.weak} data-testid="weak">
      {/* One bar of three. */}
      <svg aria-hidden width={14} height={14} viewBox="0 0 14 14" fill="currentColor">
        <rect x="1" y="9" width="3" height="4" rx="1" />
        <rect className={styles.missing} x="5.5" y="5" width="3" height="8" rx="1" />
        <rect className={styles.missing} x="10" y="1" width="3" height="12" rx="1" />
      </svg>
      <span className="visually-hidden">{participant.isSelf ? words.send : words.receive}</span>
    </span>
  );
}
