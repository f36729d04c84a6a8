// The recordings that this browser may see: it holds a token for each.
import type { Store } from '../call/CallState.ts';
import { remember, remembered } from '../remembered.ts';

export interface HeldRecording {
  readonly recordingId: string;
  /** Whoever has it may see the recording, and delete it. */
  readonly token: string;
  readonly room: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

const NAME = 'recordings';
/** Of more than these the oldest are let go. */
export const MOST_HELD = 200;

let last: { readonly text: string | undefined; readonly held: readonly HeldRecording[] } | undefined;

/** The newest first, each once. Other tabs add to them too. */
export const heldRecordings: Store<readonly HeldRecording[]> = {
  get() {
    const text = remembered(NAME);
    if (!last || last.text !== text) last = { text, held: parse(text) };
    return last.held;
  },
  subscribe(listener) {
    listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  },
};

const listeners = new Set<() => void>();

/** One that is held already gets the token that came last. Where the browser keeps nothing, nothing is held. */
export function holdRecording({ recordingId, token, room, startedAt }: HeldRecording): void {
  keep([{ recordingId, token, room, startedAt }, ...without(recordingId)]);
}

export function forgetRecording(recordingId: string): void {
  keep(without(recordingId));
}

function without(recordingId: string): readonly HeldRecording[] {
  return heldRecordings.get().filter((held) => held.recordingId !== recordingId);
}

function keep(recordings: readonly HeldRecording[]): void {
  remember(NAME, recordings.length === 0 ? undefined : JSON.stringify(inOrder(recordings)));
  for (const listener of listeners) listener();
}

/** What an older or a newer page has left may look otherwise: of that, what can be read. */
function parse(text: string | undefined): readonly HeldRecording[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return inOrder(Array.isArray(stored) ? stored.filter(isHeldRecording) : []);
  } catch {
    return [];
  }
}

function inOrder(recordings: readonly HeldRecording[]): readonly HeldRecording[] {
  const first = new Map<string, HeldRecording>();
  for (const held of recordings) if (!first.has(held.recordingId)) first.set(held.recordingId, held);
  return [...first.values()].toSorted((a, b) => b.startedAt - a.startedAt).slice(0, MOST_HELD);
}

function isHeldRecording(value: unknown): value is HeldRecording {
  const { recordingId, token, room, startedAt } = (value ?? {}) as Partial<
    Record<keyof HeldRecording, unknown>
  >;
  return [recordingId, token, room].every((text) => typeof text === 'string') && Number.isFinite(startedAt);
}
