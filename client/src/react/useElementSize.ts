// The size of an element, followed as it changes.
import { useEffect, useRef, useState, type RefObject } from 'react';

export interface ElementSize {
  readonly width: number;
  readonly height: number;
  /** True while the size is changing: what depends on it should follow at once, without motion. */
  readonly changing: boolean;
}

const settleAfter = 150;

export function useElementSize<E extends HTMLElement>(): [RefObject<E | null>, ElementSize] {
  const element = useRef<E>(null);
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0, changing: true });
  useEffect(() => {
    const observed = element.current;
    if (!observed) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setSize({ width, height, changing: true });
      clearTimeout(timer);
      timer = setTimeout(() => setSize({ width, height, changing: false }), settleAfter);
    });
    observer.observe(observed);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
  return [element, size];
}
