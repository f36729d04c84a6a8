// Bad lines, and how much of the sound may have to be made up on each: what comes first in a call.
import type { Faults } from './Cable.ts';

export interface Impairment {
  /** In both directions between somebody and their router. */
  readonly faults: Faults;
  /** The share of the sound that may be concealed. */
  readonly mostConcealed: number;
}

export const impairments = {
  /** What is lost of sound is not sent again, and a part of it is in the packet behind: 5 to 10 % were measured. */
  '10 % loss': { faults: { loss: 0.1 }, mostConcealed: 0.15 },
  /** Nothing is lost, so nothing should be missed: 0 to 1.5 % were measured. */
  '200 ms delay': { faults: { delay: 200 }, mostConcealed: 0.05 },
  /** Until the senders know the rate, the line is full and drops whatever comes: 0 to 2 % were measured. */
  '300 kbit/s': { faults: { rate: 300_000, queue: 300 }, mostConcealed: 0.1 },
} as const satisfies Record<string, Impairment>;

export type ImpairmentName = keyof typeof impairments;
