import { CallError } from './CallError.ts';
import type { ResumeClaim } from './Peer.ts';

/** Who may come into a room that has no place for them yet. */
export class Door {
  /** Ids of those who were taken out: whoever claims one is not let in under it. */
  readonly #removed = new Set<string>();

  /** @throws {CallError} `removed` */
  assertMayEnter(claim: ResumeClaim | undefined): void {
    if (claim && this.#removed.has(claim.peerId)) throw new CallError('removed', 'a host took this peer out');
  }

  remove(peerId: string): void {
    this.#removed.add(peerId);
  }
}
