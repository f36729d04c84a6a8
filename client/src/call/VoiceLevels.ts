import type { Levels } from './CallState.ts';
import { SELF_ID } from './participants.ts';

/** dBov of somebody who can just be heard, and of a loud voice. */
const QUIET = -70;
const LOUD = -20;

/** How loud everybody is now. Kept apart from the call's state, so that a word rerenders nothing. */
export class VoiceLevels implements Levels {
  #levels: ReadonlyMap<string, number> = new Map();
  readonly #turns = new Map<string, number>();
  #turn = 0;
  readonly #listeners = new Set<() => void>();

  of(participantId: string): number {
    return this.#levels.get(participantId) ?? 0;
  }

  turnOf(participantId: string): number {
    return this.#turns.get(participantId) ?? 0;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * @param volumes dBov by peer id, of those who speak.
   * @param selfId The peer that oneself is.
   */
  take(volumes: ReadonlyMap<string, number>, selfId: string | undefined): void {
    const levels = new Map(
      [...volumes].map(([id, volume]) => [id === selfId ? SELF_ID : id, levelOf(volume)]),
    );
    const before = this.#levels;
    if (levels.size === before.size && [...levels].every(([id, level]) => before.get(id) === level)) return;
    this.#levels = levels;
    this.#turn += 1;
    for (const id of [...before.keys(), ...levels.keys()]) this.#turns.set(id, this.#turn);
    for (const listener of this.#listeners) listener();
  }
}

/** Whoever the server calls a speaker is above 0. */
function levelOf(volume: number): number {
  return Math.min(1, Math.max(0.05, (volume - QUIET) / (LOUD - QUIET)));
}
