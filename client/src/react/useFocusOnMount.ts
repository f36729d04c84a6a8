// Moves the focus to a screen's heading when the screen comes, so that it is read and Tab starts there.
import { useEffect, useRef, type RefObject } from 'react';

export function useFocusOnMount<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
