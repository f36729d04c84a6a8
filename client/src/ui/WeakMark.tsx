// Bars for a weak connection, of whom nothing comes as it should; otherwise nothing. It renders itself, and no tile.
import { SignalLow } from 'lucide-react';
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
      <SignalLow aria-hidden size={14} strokeWidth={2.6} />
      <span className="visually-hidden">{participant.isSelf ? words.send : words.receive}</span>
    </span>
  );
}
