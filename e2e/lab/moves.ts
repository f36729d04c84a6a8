// How somebody gets from one network into another in the midst of a call.

export interface Move {
  /** Milliseconds without any network. */
  readonly pause: number;
}

export const moves = {
  /** The host has a network all the time, so that no event tells the page that it is another one. */
  wanders: { pause: 0 },
  'loses the network for a second': { pause: 1_000 },
} as const satisfies Record<string, Move>;

export type MoveName = keyof typeof moves;

/**
 * Milliseconds that picture and sound may stand still. Chromium takes 1.5 s to know a network that it is told of and
 * 3.4 s otherwise, and nothing that the page does leads anywhere before that; 1.6 to 6 s were measured.
 */
export const LONGEST_BREAK = 12_000;
