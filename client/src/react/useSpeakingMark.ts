// Marks an element while somebody speaks, by `data-speaking`: at each word, and without rendering anything.
import { useEffect, useRef, type RefObject } from 'react';
import type { Levels } from '../call/CallState.ts';

/** @param participantId Undefined: nobody, as of who is muted. */
export function useSpeakingMark<E extends HTMLElement | SVGElement>(
  levels: Levels,
  participantId: string | undefined,
): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    const mark = () => {
      const speaks = participantId !== undefined && levels.of(participantId) > 0;
      if (element.current) element.current.dataset.speaking = String(speaks);
    };
    mark();
    return levels.subscribe(mark);
  }, [levels, participantId]);
  return element;
}
