import type { NotificationFrame, Snapshot } from '@parley/protocol';

/** Which tracks the others may be seen and heard by, as the server says: not by those that are muted, by whomever. */
export class SentByOthers {
  readonly #unmuted = new Set<string>();

  enter({ peers }: Pick<Snapshot, 'peers'>): void {
    this.#unmuted.clear();
    for (const { id, tracks } of peers) for (const track of tracks) this.#set(id, track.id, !track.muted);
  }

  notified({ method, data }: NotificationFrame): void {
    if (method === 'trackAdded') this.#set(data.peerId, data.track.id, !data.track.muted);
    else if (method === 'trackChanged') this.#set(data.peerId, data.trackId, !data.muted);
    else if (method === 'trackRemoved') this.#set(data.peerId, data.trackId, false);
  }

  has(peerId: string, trackId: string): boolean {
    return this.#unmuted.has(keyOf(peerId, trackId));
  }

  #set(peerId: string, trackId: string, isUnmuted: boolean): void {
    if (isUnmuted) this.#unmuted.add(keyOf(peerId, trackId));
    else this.#unmuted.delete(keyOf(peerId, trackId));
  }
}

/** Neither id has a slash. */
function keyOf(peerId: string, trackId: string): string {
  return `${peerId}/${trackId}`;
}
