// The space bar as a key to talk, wherever it does nothing else.
import { useEffect } from 'react';
import type { LocalMedia } from '../../call/CallState.ts';
import { pageSettings } from '../../settings/pageSettings.ts';
import { PushToTalk } from './PushToTalk.ts';

const typing = 'input, textarea, select, summary, [contenteditable], [role="menu"], dialog';
const pressable = 'button, a, [role="button"]';

export function usePushToTalk(media: LocalMedia): void {
  useEffect(() => {
    const talk = new PushToTalk(media);
    const stop = new AbortController();
    /** What was clicked last keeps the focus: the space bar is not meant for it then. */
    let byPointer = false;

    function isFree({ target }: KeyboardEvent): boolean {
      if (!(target instanceof Element)) return true;
      return !target.closest(typing) && (byPointer || !target.closest(pressable));
    }
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== ' ') {
        byPointer = false;
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || !pageSettings.get().shortcuts) return;
      // A press that is taken must not scroll, nor click what has the focus.
      if (isFree(event) && talk.press()) event.preventDefault();
    }
    function onKeyUp(event: KeyboardEvent): void {
      if (event.key === ' ' && talk.release()) event.preventDefault();
    }

    window.addEventListener('keydown', onKeyDown, stop);
    window.addEventListener('keyup', onKeyUp, stop);
    window.addEventListener('pointerdown', () => (byPointer = true), {
      signal: stop.signal,
      capture: true,
    });
    // Whoever goes to another window has let go of the key.
    window.addEventListener('blur', () => talk.release(), stop);
    return () => {
      talk.release();
      stop.abort();
    };
  }, [media]);
}
