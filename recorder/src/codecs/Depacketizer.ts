import type { RtpPacket } from '../rtp/RtpPacket.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One picture, or one stretch of sound, as it goes into a file. */
export interface Frame {
  readonly data: Buffer;
  /** Whether it can be decoded without what came before. */
  readonly isKey: boolean;
  /** Known of key frames of a picture. */
  readonly size?: Size;
  /** What a decoder needs before this frame: Matroska's CodecPrivate. Not of codecs that carry it along. */
  readonly setUp?: Buffer;
}

/** Puts the payloads of one codec's packets together again. */
export interface Depacketizer {
  /** The next packet of the frame. False: the frame does not begin with it, or it is damaged. */
  add(packet: RtpPacket): boolean;
  /** The frame of what was added since the last one, or undefined: it is incomplete or damaged. */
  take(): Frame | undefined;
}
