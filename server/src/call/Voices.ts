import type { Clock } from './ports.ts';

/** Milliseconds for which a voice is forwarded after it was heard last: pauses between sentences are shorter. */
const LINGER = 2_000;

export interface VoicesParts {
  /** How many are forwarded at a time. */
  readonly limit: number;
  readonly clock: Clock;
  /** These are forwarded from now on, or no more. */
  changed(producerIds: readonly string[]): void;
}

interface Voice {
  muted: boolean;
  /** When it was heard last. */
  activeAt: number;
  open: boolean;
}

/**
 * Which voices of a room are forwarded: all, as long as there are few; of many, those that speak, and of too many that
 * speak, the loudest. Voices are told by the ids of their producers.
 */
export class Voices {
  readonly #parts: VoicesParts;
  readonly #voices = new Map<string, Voice>();
  #cancelTimer: (() => void) | undefined;

  constructor(parts: VoicesParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#voices.size;
  }

  isOpen(producerId: string): boolean {
    return this.#voices.get(producerId)?.open ?? false;
  }

  add(producerId: string, { muted }: { muted: boolean }): void {
    this.#voices.set(producerId, { muted, activeAt: -Infinity, open: false });
    this.#decide();
  }

  remove(producerId: string): void {
    if (this.#voices.delete(producerId)) this.#decide();
  }

  setMuted(producerId: string, muted: boolean): void {
    const voice = this.#voices.get(producerId);
    if (!voice) return;
    voice.muted = muted;
    this.#decide();
  }

  /** Those that speak now, loudest first. */
  heard(producerIds: readonly string[]): void {
    const now = this.#parts.clock.now();
    for (const [rank, id] of producerIds.entries()) {
      const voice = this.#voices.get(id);
      // A little less for each that is louder: of too many, the quietest is left out.
      if (voice) voice.activeAt = now - rank / 1_000;
    }
    this.#decide();
  }

  /** Somebody says that they begin to speak. Unless it is heard as well, it is soon forgotten. */
  expect(producerId: string): void {
    const voice = this.#voices.get(producerId);
    if (!voice || voice.muted) return;
    voice.activeAt = this.#parts.clock.now();
    this.#decide();
  }

  close(): void {
    this.#cancelTimer?.();
    this.#voices.clear();
  }

  #decide(): void {
    const now = this.#parts.clock.now();
    const unmuted = [...this.#voices.values()].filter(({ muted }) => !muted);
    const isFew = unmuted.length <= this.#parts.limit;
    const active = unmuted
      .filter(({ activeAt }) => now - activeAt < LINGER)
      .toSorted((a, b) => b.activeAt - a.activeAt)
      .slice(0, this.#parts.limit);
    const chosen = new Set(isFew ? this.#voices.values() : active);
    const changed = [...this.#voices].filter(([, voice]) => voice.open !== chosen.has(voice));
    for (const [, voice] of changed) voice.open = chosen.has(voice);
    this.#cancelTimer?.();
    const next = isFew ? undefined : active.at(-1);
    this.#cancelTimer = next && this.#parts.clock.after(next.activeAt + LINGER - now, () => this.#decide());
    if (changed.length > 0) this.#parts.changed(changed.map(([id]) => id));
  }
}
