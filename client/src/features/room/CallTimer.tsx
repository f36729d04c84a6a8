// How long one has been in the call.
import { useEffect, useRef } from 'react';
import { useMessages } from '../../messages/useMessages.ts';
import styles from './CallTimer.module.css';
import { durationText } from './durationText.ts';

/** It writes to the page without React, once a second. */
export function CallTimer() {
  const words = useMessages().room;
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const start = performance.now();
    function show(): void {
      if (element.current) element.current.textContent = durationText(performance.now() - start);
    }
    show();
    const timer = setInterval(show, 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span ref={element} role="timer" className={styles.timer} aria-label={words.timer} />;
}
