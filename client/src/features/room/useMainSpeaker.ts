// Whom the speaker view shows, followed as people speak: rendered again only when it is somebody else.
import { useEffect, useState } from 'react';
import type { Levels } from '../../call/CallState.ts';
import { nextLook, nextSpeaker, nobody } from '../../layout/mainSpeaker.ts';

/** @param present Ids of those who may be shown, in order. The same array as long as they are the same. */
export function useMainSpeaker(present: readonly string[], levels: Levels): string | undefined {
  const [shown, setShown] = useState<string>();
  useEffect(() => {
    let state = { ...nobody, id: shown };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const at = performance.now();
      const speaking = present
        .filter((id) => levels.of(id) > 0)
        .toSorted((one, other) => levels.of(other) - levels.of(one));
      const before = state.id;
      state = { ...nextSpeaker(state, { at, speaking, present }) };
      // Where nothing changes, React is not even asked: it would go through the page again.
      if (state.id !== before) setShown(state.id);
      clearTimeout(timer);
      const wait = nextLook(state, at);
      if (wait !== undefined) timer = setTimeout(look, wait);
    };
    look();
    const stop = levels.subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
    // What is shown is where it begins, and not a reason to begin anew.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [present, levels]);
  return shown;
}
