import type { HandWishParts } from './HandWish.ts';

/** Hands of others that one has lowered as a host: they are down at once, and up again where the server would not. */
export class LoweredHands {
  readonly #parts: Omit<HandWishParts, 'clock'>;
  readonly #lowering = new Set<string>();

  constructor(parts: Omit<HandWishParts, 'clock'>) {
    this.#parts = parts;
  }

  lower(peerId: string): void {
    if (this.#lowering.has(peerId)) return;
    this.#lowering.add(peerId);
    this.#parts.changed();
    void this.#say(peerId);
  }

  /** The queue as it is shown. */
  queue(hands: readonly string[]): readonly string[] {
    return this.#lowering.size === 0 ? hands : hands.filter((id) => !this.#lowering.has(id));
  }

  async #say(peerId: string): Promise<void> {
    await this.#parts.request('lowerHandOf', { peerId }).catch(() => undefined);
    // The server's word came ahead of the answer.
    this.#lowering.delete(peerId);
    this.#parts.changed();
  }
}
