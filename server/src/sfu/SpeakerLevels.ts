import type { Clock } from '../call/ports.ts';
import { AUDIO_LEVELS, type Levels } from './RouterPart.ts';

/**
 * Who speaks in a room whose voices come in on several workers: each tells of its own, and the room hears of all of them
 * together, as often as it would hear of one.
 */
export class SpeakerLevels {
  readonly #clock: Clock;
  readonly #tell: (levels: Levels) => void;
  readonly #bySource = new Map<object, Levels>();
  #toldAt = -Infinity;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, tell: (levels: Levels) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** What one worker hears now. */
  report(source: object, levels: Levels): void {
    this.#bySource.set(source, levels);
    this.#changed();
  }

  /** The worker has nobody of this room any more. */
  remove(source: object): void {
    const spoke = (this.#bySource.get(source) ?? []).length > 0;
    this.#bySource.delete(source);
    // Nobody else will say that they are silent.
    if (spoke) this.#changed();
  }

  close(): void {
    this.#cancel?.();
    this.#bySource.clear();
  }

  #changed(): void {
    const wait = this.#toldAt + AUDIO_LEVELS.interval - this.#clock.now();
    if (this.#bySource.size <= 1 || wait <= 0) this.#tellAll();
    else this.#cancel ??= this.#clock.after(wait, () => this.#tellAll());
  }

  #tellAll(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#toldAt = this.#clock.now();
    this.#tell([...this.#bySource.values()].flat().toSorted((a, b) => b.volume - a.volume));
  }
}
