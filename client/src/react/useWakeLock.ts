// Keeps the screen from going dark as long as the component is there.
import { useEffect } from 'react';

export function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let isOver = false;
    let lock: WakeLockSentinel | undefined;
    async function hold(): Promise<void> {
      if (document.visibilityState !== 'visible') return;
      // Refused where the battery is low: then the screen goes dark as usual.
      const held = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (isOver) await held?.release();
      else lock = held;
    }
    const visible = () => void hold();
    // The browser lets go of it whenever the page is hidden.
    document.addEventListener('visibilitychange', visible);
    void hold();
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', visible);
      void lock?.release();
    };
  }, []);
}
