import type { CallPath } from './CallState.ts';

/** The way of what is played of the others' devices. */
export type MediaPath = Pick<CallPath, 'way' | 'roundTrip'>;
