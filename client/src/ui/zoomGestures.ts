// What fingers and mouse do on a picture that can be zoomed. Points are measured from the middle of the frame.

interface Point {
  readonly x: number;
  readonly y: number;
}

interface ZoomActions {
  zoom(factor: number, at: Point): void;
  pan(x: number, y: number): void;
  /** Closer, or back to the whole. */
  toggle(at: Point): void;
}

/** How far one unit of a wheel goes. */
const WHEEL = 0.002;
/** A tap is shorter than this, and the second of two comes within it. Milliseconds. */
const TAP = 300;

/** Returns the way to stop. */
export function watchZoomGestures(frame: HTMLElement, actions: ZoomActions): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  /** Fingers, or the mouse with its button held, by pointer id. */
  const held = new Map<number, Point>();
  let tapped = -Infinity;

  const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top, width, height } = frame.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  };
  const isControl = ({ target }: Event) => target instanceof Element && target.closest('button') !== null;

  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      actions.zoom(Math.exp(-event.deltaY * WHEEL), pointOf(event));
    },
    { signal, passive: false },
  );
  frame.addEventListener('dblclick', (event) => !isControl(event) && actions.toggle(pointOf(event)), {
    signal,
  });
  frame.addEventListener(
    'pointerdown',
    (event) => {
      if (isControl(event) || event.button !== 0) return;
      held.set(event.pointerId, pointOf(event));
      frame.setPointerCapture(event.pointerId);
      if (event.pointerType !== 'touch') return;
      // A browser that may not zoom by itself makes no double clicks of taps.
      if (held.size === 1 && event.timeStamp - tapped < TAP) actions.toggle(pointOf(event));
      tapped = event.timeStamp;
    },
    { signal },
  );
  frame.addEventListener(
    'pointermove',
    (event) => {
      const before = held.get(event.pointerId);
      if (!before) return;
      const now = pointOf(event);
      held.set(event.pointerId, now);
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
      if (!other) return actions.pan(now.x - before.x, now.y - before.y);
      const spread = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      actions.zoom(spread(now) / spread(before), other);
    },
    { signal },
  );
  for (const name of ['pointerup', 'pointercancel'] as const) {
    frame.addEventListener(name, ({ pointerId }) => held.delete(pointerId), { signal });
  }
  return () => stop.abort();
}
