// The controls step back while nobody reaches for them: not on touch, under keyboard focus, or with a menu open.
import { useEffect, useRef, useState, type RefObject } from 'react';
import { systemClock } from '../../call/Clock.ts';
import { RestingBar } from './RestingBar.ts';

const stirs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
const opened = '[aria-expanded="true"], [role="menu"], dialog[open]';

/** @param may Whether the view lets them. Returns the element that holds them, and whether they have stepped back. */
export function useRestingBar<E extends HTMLElement>(may: boolean): [RefObject<E | null>, boolean] {
  const element = useRef<E>(null);
  const [rests, setRests] = useState(false);
  useEffect(() => {
    if (!may) return undefined;
    // A finger does not come near before it is there: it must find them where they are.
    let touched = matchMedia('(hover: none)').matches;
    const inUse = (): boolean =>
      touched ||
      document.querySelector(opened) !== null ||
      Boolean(element.current?.querySelector(':focus-visible, :hover'));
    const bar = new RestingBar({ clock: systemClock, inUse });
    bar.subscribe(() => setRests(bar.get()));
    const stir = (event: Event): void => {
      if (event instanceof PointerEvent) touched = event.pointerType === 'touch';
      bar.stir();
    };
    for (const name of stirs) window.addEventListener(name, stir, { passive: true });
    bar.stir();
    return () => {
      for (const name of stirs) window.removeEventListener(name, stir);
      bar.close();
    };
  }, [may]);
  return [element, rests];
}
