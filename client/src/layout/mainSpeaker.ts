// Whom the speaker view shows: who speaks, but not at each cough. Pure.

/** Milliseconds for which somebody has to speak to be shown, while the one who is shown is silent or goes on. */
const AFTER_SILENCE = 700;
const OVER_SPEECH = 2_500;
/** A pause of so many milliseconds is part of what is said. */
const PAUSE = 800;

export interface MainSpeaker {
  readonly id: string | undefined;
  /** Since when they are shown. */
  readonly since: number;
  /** Of whom something was heard a moment ago: since when they speak, and until when they were heard. */
  readonly heard: ReadonlyMap<string, { readonly since: number; readonly until: number }>;
  /** Who spoke when it was looked at last. */
  readonly speaking: readonly string[];
}

export const nobody: MainSpeaker = { id: undefined, since: -Infinity, heard: new Map(), speaking: [] };

export interface Hearing {
  /** Milliseconds. */
  readonly at: number;
  /** Who speaks now, loudest first. */
  readonly speaking: readonly string[];
  /** Everybody who may be shown, in order. */
  readonly present: readonly string[];
}

/** Whoever is shown stays until somebody else speaks for a while, or until they are gone. */
export function nextSpeaker(before: MainSpeaker, { at, speaking, present }: Hearing): MainSpeaker {
  const heard = new Map<string, { since: number; until: number }>();
  for (const id of present) {
    const was = before.heard.get(id);
    // Who spoke at the last look has done so until now.
    const until = before.speaking.includes(id) || speaking.includes(id) ? at : (was?.until ?? -Infinity);
    const isPause = was !== undefined && at - was.until <= PAUSE;
    if (at - until <= PAUSE)
      heard.set(id, { since: isPause || before.speaking.includes(id) ? (was?.since ?? at) : at, until });
  }
  const shown = before.id !== undefined && present.includes(before.id) ? before.id : undefined;
  const patience = shown !== undefined && heard.has(shown) ? OVER_SPEECH : AFTER_SILENCE;
  // Of two who talk at once neither takes the place of the other again at once.
  const spokenFor = (id: string) => at - Math.max(heard.get(id)?.since ?? at, before.since);
  const next = speaking.find((id) => id !== shown && (shown === undefined || spokenFor(id) >= patience));
  const id = next ?? shown ?? present[0];
  return { id, since: id === before.id ? before.since : at, heard, speaking };
}

/** Milliseconds from `at` until another look may change something. Undefined: not before somebody else speaks. */
export function nextLook({ id, since, heard, speaking }: MainSpeaker, at: number): number | undefined {
  const others = speaking
    .filter((other) => other !== id)
    .map((other) => Math.max(heard.get(other)?.since ?? at, since));
  const shown = id === undefined ? undefined : heard.get(id);
  const moments = others.flatMap((from) => [from + AFTER_SILENCE, from + OVER_SPEECH]);
  if (others.length > 0 && shown) moments.push(shown.until + PAUSE + 1);
  const later = moments.map((moment) => moment - at).filter((wait) => wait > 0);
  return later.length > 0 ? Math.min(...later) : undefined;
}
