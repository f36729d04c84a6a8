// The axes of a chart: which part of its width or height a value has, and where its marks are.

export interface Axis {
  /** 0 to 1 of what is between its ends; of what lies beyond an end, that end. */
  place(value: number): number;
  readonly marks: readonly number[];
}

/** From nothing to a number above the largest value whose quarters read well. */
export function linearAxis(largest: number): Axis {
  const top = roundUp(largest);
  return { place: (value) => within(value / top), marks: [0, 1, 2, 3, 4].map((n) => (top * n) / 4) };
}

/** By powers of ten around the values, where the small ones are to be seen beside the large ones. */
export function logarithmicAxis(smallest: number, largest: number): Axis & { from: number; to: number } {
  const from = Math.floor(Math.log10(smallest));
  const to = Math.max(from + 1, Math.ceil(Math.log10(largest)));
  return {
    from,
    to,
    place: (value) => (value > 0 ? within((Math.log10(value) - from) / (to - from)) : 0),
    marks: Array.from({ length: to - from + 1 }, (_, n) => 10 ** (from + n)),
  };
}

/** Of the time of a run, from its start to its last second. */
export function secondsAxis(last: number): Axis {
  const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600];
  const step = steps.find((seconds) => last / seconds <= 6) ?? Math.ceil(last / 6 / 3_600) * 3_600;
  return {
    place: (value) => within(value / last),
    marks: Array.from({ length: Math.floor(last / step) + 1 }, (_, n) => n * step),
  };
}

/** The next of 2, 4 and 8 times a power of ten, which have quarters that read well. */
function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [2, 4, 8, 20].find((candidate) => candidate * power >= value) ?? 20;
  return factor * power;
}

function within(share: number): number {
  return Math.max(0, Math.min(1, share));
}
