// Says to everybody, all the time, that the call is recorded.
import type { CallState } from '../../../call/CallState.ts';
import { useMessages } from '../../../messages/useMessages.ts';
import styles from './RecordingMark.module.css';

export function RecordingMark({ recording }: { readonly recording: CallState['recording'] }) {
  const words = useMessages().recording;
  if (!recording) return null;
  return (
    <p className={styles.mark} data-paused={recording.paused} data-testid="recording">
      <span className={styles.dot} aria-hidden="true" />
      {recording.paused ? words.paused : words.on}
    </p>
  );
}
