// One's own picture follows the pointer that holds it, and is told where it was let go.
import type { PointerEvent } from 'react';

/** A press that goes no further than this moves nothing. Pixels. */
const SLACK = 8;

/** @param dropped Where the middle of the tile is, measured from its parent. */
export function dragTile(
  event: PointerEvent<HTMLElement>,
  dropped: (middle: { x: number; y: number }) => void,
): void {
  const tile: HTMLElement = event.currentTarget;
  const { target, pointerId, clientX, clientY, button } = event;
  if (button !== 0 || (target instanceof Element && target.closest('button, [role="menu"]'))) return;
  // At once: the first move may already lead out of a small tile.
  tile.setPointerCapture(pointerId);
  const stop = new AbortController();
  const { signal } = stop;
  let dragging = false;
  const end = (): void => {
    stop.abort();
    tile.style.translate = '';
    delete tile.dataset.dragging;
  };
  tile.addEventListener(
    'pointermove',
    (move) => {
      if (move.pointerId !== pointerId) return;
      const [x, y] = [move.clientX - clientX, move.clientY - clientY];
      dragging ||= Math.hypot(x, y) > SLACK;
      if (!dragging) return;
      tile.dataset.dragging = 'true';
      tile.style.translate = `${x}px ${y}px`;
    },
    { signal },
  );
  tile.addEventListener(
    'pointerup',
    (up) => {
      if (up.pointerId !== pointerId) return;
      const at = tile.getBoundingClientRect();
      const parent = tile.parentElement?.getBoundingClientRect();
      end();
      if (!dragging || !parent) return;
      dropped({ x: at.left + at.width / 2 - parent.left, y: at.top + at.height / 2 - parent.top });
    },
    { signal },
  );
  tile.addEventListener('pointercancel', end, { signal });
}
