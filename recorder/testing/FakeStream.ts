import { encodeHeader } from '@parley/rtp/packet';
import type { Stream } from '../src/TrackRecording.ts';

/** A stream as the media server sends it, packet by packet: what is in a frame tells its number. */
export class FakeStream {
  readonly stream: Stream;
  readonly #frameTime: number;
  #sequence = 65_000;
  #frames = 0;

  /** @param frameTime In milliseconds. */
  constructor(stream: Stream, frameTime: number) {
    this.stream = stream;
    this.#frameTime = frameTime;
  }

  static voice(ssrc: number): FakeStream {
    return new FakeStream({ ssrc, payloadType: 100, codec: 'opus', clockRate: 48_000 }, 20);
  }

  static camera(ssrc: number): FakeStream {
    const stream = { ssrc, payloadType: 101, codec: 'vp8', clockRate: 90_000, orientationId: 8 } as const;
    return new FakeStream(stream, 40);
  }

  /** The packets of the next frame: three of a picture. */
  next(options: { isKey?: boolean; width?: number; rotation?: number } = {}): Buffer[] {
    const number = this.#frames;
    this.#frames += 1;
    if (this.stream.codec === 'opus') return [this.#packet(Buffer.from([number >> 8, number & 0xff]), true)];
    const begin = options.isKey ? keyFrame(number, options.width ?? 640) : deltaFrame(number);
    return [
      this.#packet(Buffer.concat([Buffer.of(0x10), begin]), false),
      this.#packet(Buffer.of(0, 1, 2), false),
      this.#packet(Buffer.of(0, 3), true, options.rotation),
    ];
  }

  /** Time passes in which nothing is sent. */
  skip(milliseconds: number): void {
    this.#frames += Math.round(milliseconds / this.#frameTime);
  }

  #packet(payload: Buffer, marker: boolean, rotation?: number): Buffer {
    const { ssrc, payloadType, clockRate, orientationId } = this.stream;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const timestamp = ((this.#frames - 1) * this.#frameTime * clockRate) / 1000;
    const header = encodeHeader(
      { payloadType, marker, sequenceNumber: this.#sequence, timestamp, ssrc },
      rotation === undefined ? [] : [[orientationId ?? 0, Buffer.of(rotation)]],
    );
    return Buffer.concat([header, payload]);
  }
}

/** RFC 6386, section 9.1; its number at the end. */
function keyFrame(number: number, width: number): Buffer {
  const bytes = Buffer.from('5000009d012a000068010000', 'hex');
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16BE(number, 10);
  return bytes;
}

function deltaFrame(number: number): Buffer {
  return Buffer.of(0x51, 0, 0, number >> 8, number & 0xff);
}

/** Which frame it is. */
export function numberOf(frame: Buffer): number {
  if (frame.length === 2) return frame.readUInt16BE(0);
  return frame.readUInt16BE(((frame[0] as number) & 1) === 0 ? 10 : 3);
}
