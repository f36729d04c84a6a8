// How somebody gets from one network into another in the midst of a call.

export interface Move {
  /** Milliseconds without any network. */
  readonly pause: number;
}

export const moves = {
  /** The host has a network all the time, so that no event tells the page that it is another one. */
  wanders: { pause: 0 },
  'offline for a second': { pause: 1_000 },
} as const satisfies Record<string, Move>;

export type MoveName = keyof typeof moves;

/**
 * Milliseconds that picture and sound may stand still. Chromium takes 1.5 to 2 s to know a new network, and nothing
 * that the page does leads anywhere before that; 2.2 to 6.2 s were measured. The longer ones are of connections whose old
 * path began without the STUN server: Chromium thinks more of it than of the new one, until it is found to be dead.
 */
export const LONGEST_BREAK = 12_000;
