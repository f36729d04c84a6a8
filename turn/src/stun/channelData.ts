// ChannelData (RFC 8656, section 12.4): number, length, and the data of a peer.

export const CHANNEL_HEADER_LENGTH = 4;

/** What is no STUN message and no ChannelData has other bits at its front. */
export function looksLikeChannelData(firstByte: number | undefined): boolean {
  return firstByte !== undefined && firstByte >> 6 === 0b01;
}

/**
 * The length of the data in a datagram, or -1: it lies about its length. Padding may follow, as clients over UDP
 * may pad too.
 */
export function channelDataLength(datagram: Buffer): number {
  if (datagram.length < CHANNEL_HEADER_LENGTH) return -1;
  const length = ((datagram[2] as number) << 8) | (datagram[3] as number);
  return length <= datagram.length - CHANNEL_HEADER_LENGTH ? length : -1;
}

/** Writes a frame to the front of `target`, which has room for it, and says how long it is, without padding. */
export function writeChannelData(
  target: Buffer,
  channel: number,
  data: Buffer,
  start: number,
  end: number,
): number {
  const length = end - start;
  target[0] = channel >> 8;
  target[1] = channel & 0xff;
  target[2] = length >> 8;
  target[3] = length & 0xff;
  data.copy(target, CHANNEL_HEADER_LENGTH, start, end);
  return CHANNEL_HEADER_LENGTH + length;
}
