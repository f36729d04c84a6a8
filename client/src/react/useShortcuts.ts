// Single keys that act while nobody is typing or choosing.
import { useEffect, useRef } from 'react';
import { pageSettings } from '../settings/pageSettings.ts';

const typing = 'input, textarea, select, [contenteditable], [role="menu"]';

/** `actions` by the key in lower case. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      // Escape and its like are no characters.
      if (event.key.length === 1 && !pageSettings.get().shortcuts) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      const act = latest.current[event.key.toLowerCase()];
      // Where it brings the focus to a field, the key is not typed there.
      if (act && event.key.length === 1) event.preventDefault();
      act?.();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
