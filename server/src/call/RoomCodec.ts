import type { VideoCodec } from '@parley/protocol';
import type { Peer } from './Peer.ts';

/** What every browser encodes and decodes. */
const FALLBACK: VideoCodec = 'vp8';

/** In which codec the cameras of a room are sent. */
export class RoomCodec {
  #now: VideoCodec;

  constructor(wished: VideoCodec) {
    this.#now = wished;
  }

  get now(): VideoCodec {
    return this.#now;
  }

  /**
   * Somebody who cannot decode it is to see the others all the same: from now on everybody sends the one that every
   * browser has. To go back when they leave would cost a break of the picture for each who comes and goes.
   * @returns Whether it changed.
   */
  suit(peer: Peer): boolean {
    if (this.#now === FALLBACK || peer.decodes(this.#now)) return false;
    this.#now = FALLBACK;
    return true;
  }
}
