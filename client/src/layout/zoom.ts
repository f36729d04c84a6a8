// What of a picture is seen of it: how much larger than whole, and which part. Pure.

export interface Zoom {
  /** 1: the whole of it. */
  readonly scale: number;
  /** How far its middle is from the middle of its frame, in pixels. */
  readonly x: number;
  readonly y: number;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

const LARGEST = 8;

export const whole: Zoom = { scale: 1, x: 0, y: 0 };

/** Larger or smaller by a factor, about a point that stays where it is, measured from the middle of the frame. */
export function zoomed(
  before: Zoom,
  factor: number,
  { at = { x: 0, y: 0 }, frame }: { at?: { x: number; y: number }; frame: FrameSize },
): Zoom {
  const scale = Math.min(LARGEST, Math.max(1, before.scale * factor));
  const ratio = scale / before.scale;
  const moved = { scale, x: at.x - (at.x - before.x) * ratio, y: at.y - (at.y - before.y) * ratio };
  return inside(moved, frame);
}

export function panned(before: Zoom, by: { x: number; y: number }, frame: FrameSize): Zoom {
  return inside({ ...before, x: before.x + by.x, y: before.y + by.y }, frame);
}

/** No edge of the picture comes into the frame. */
function inside({ scale, x, y }: Zoom, { width, height }: FrameSize): Zoom {
  const within = (value: number, length: number) => {
    const most = ((scale - 1) * length) / 2;
    return Math.min(most, Math.max(-most, value));
  };
  return { scale, x: within(x, width), y: within(y, height) };
}
