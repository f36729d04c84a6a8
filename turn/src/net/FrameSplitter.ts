import { CHANNEL_HEADER_LENGTH, looksLikeChannelData } from '../stun/channelData.ts';
import { HEADER_LENGTH, MAGIC_COOKIE } from '../stun/StunMessage.ts';

/** The longest frame that is taken: more than any packet that a network carries. */
const MAX_FRAME = 16_384;
const empty = Buffer.alloc(0);

/** Finds the frames in a stream: STUN messages, and ChannelData padded to four bytes (RFC 8656, section 12.5). */
export class FrameSplitter {
  #rest: Buffer = empty;

  /** Gives every whole frame to `onFrame`. False: the stream holds something else, and cannot go on. */
  push(chunk: Buffer, onFrame: (frame: Buffer) => void): boolean {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= CHANNEL_HEADER_LENGTH) {
      const length = frameLength(bytes, at);
      if (length < 0 || length > MAX_FRAME) return false;
      if (bytes.length - at < length) break;
      onFrame(bytes.subarray(at, at + length));
      at += length;
    }
    // A copy: a view would keep the whole chunk.
    this.#rest = at === bytes.length ? empty : Buffer.from(bytes.subarray(at));
    return true;
  }
}

/** How long the frame is that starts here, or -1: there is none. */
function frameLength(bytes: Buffer, at: number): number {
  const length = bytes.readUInt16BE(at + 2);
  if (looksLikeChannelData(bytes[at])) return CHANNEL_HEADER_LENGTH + ((length + 3) & ~3);
  const isStun = (bytes[at] as number) < 0x40 && length % 4 === 0;
  const isCookieWrong = bytes.length - at >= 8 && bytes.readUInt32BE(at + 4) !== MAGIC_COOKIE;
  return isStun && !isCookieWrong ? HEADER_LENGTH + length : -1;
}
