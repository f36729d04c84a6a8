// Shows how loud one's microphone is. Twenty times a second: it writes to the page without React.
import { useEffect, useRef } from 'react';
import type { LocalMedia } from '../call/CallState.ts';
import { useMessages } from '../messages/useMessages.ts';
import styles from './LevelMeter.module.css';

export function LevelMeter({ media }: { readonly media: Pick<LocalMedia, 'watchLevel'> }) {
  const words = useMessages().lobby;
  const strokes = useRef<HTMLDivElement>(null);
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(
    () =>
      media.watchLevel((level) => {
        const clamped = Math.min(1, Math.max(0, level));
        strokes.current?.style.setProperty('--level', String(clamped));
        if (meter.current) meter.current.value = Math.round(clamped * 10) / 10;
      }),
    [media],
  );
  return (
    <div ref={strokes} className={styles.level}>
      <meter ref={meter} className="visually-hidden" aria-label={words.level} />
    </div>
  );
}
