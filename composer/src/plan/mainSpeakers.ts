import type { Manifest } from '@parley/recorder/manifest';

/** Whose turn it is from a time of the recording on. */
export interface MainSpeaker {
  readonly at: number;
  readonly peerId: string;
}

/** The least that one is shown, in milliseconds. */
const HOLD = 2_000;

/** Who speaks from when on: never two within two seconds. */
export function mainSpeakers({ events }: Manifest): MainSpeaker[] {
  const told = events
    .filter(({ event }) => event === 'speaker')
    .flatMap(({ at, data }) => (typeof data.peerId === 'string' ? [{ at, peerId: data.peerId }] : []))
    .toSorted((a, b) => a.at - b.at);
  const shown: MainSpeaker[] = [];
  for (const [n, { at, peerId }] of told.entries()) {
    const last = shown.at(-1);
    const from = last ? Math.max(at, last.at + HOLD) : at;
    // Somebody else's turn has come before this one could be shown.
    if ((told[n + 1]?.at ?? Infinity) <= from || peerId === last?.peerId) continue;
    shown.push({ at: from, peerId });
  }
  return shown;
}
