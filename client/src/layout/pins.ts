// What is kept large: what one has chosen oneself, or else what a host shows to everybody. Pure.

export interface Pins {
  /** Keys of the tiles that one has pinned oneself. */
  readonly own: ReadonlySet<string>;
  /** Of the tile that a host has pinned for everybody. */
  readonly common: string | undefined;
  /** Whether one has gone back from it. */
  readonly declined: boolean;
}

export const noPins: Pins = { own: new Set(), common: undefined, declined: false };

/** Another picture of a host is shown again, whatever one thought of the last one. */
export function withCommonPin(pins: Pins, common: string | undefined): Pins {
  return common === pins.common ? pins : { ...pins, common, declined: false };
}

/** @param present Keys of everything that has a tile: what is not there counts for nothing. */
export function shownPins(
  { own, common, declined }: Pins,
  present: ReadonlySet<string>,
): ReadonlySet<string> {
  const chosen = [...own].filter((key) => present.has(key));
  if (chosen.length > 0) return new Set(chosen);
  return new Set(common !== undefined && !declined && present.has(common) ? [common] : []);
}

/** One asks for a tile to be large, or not any more. */
export function togglePin(pins: Pins, key: string, present: ReadonlySet<string>): Pins {
  const { own } = pins;
  if (own.has(key)) return { ...pins, own: new Set([...own].filter((each) => each !== key)) };
  if (shownPins(pins, present).has(key)) return { ...pins, declined: true };
  return { ...pins, own: new Set([...own, key]) };
}
