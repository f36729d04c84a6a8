import type { Depacketizer, Frame } from '../codecs/Depacketizer.ts';
import type { PacketOrder } from './PacketOrder.ts';

type OrderedPacket = ReturnType<PacketOrder['push']>['packets'][number];

/** A frame and when it was there. */
export interface TimedFrame extends Frame {
  /** In the stream's clock. */
  readonly timestamp: number;
  /** When its first packet came, in milliseconds. */
  readonly arrival: number;
}

/** Makes frames of packets in order. Of a picture it gives none that builds upon one that is missing. */
export class FrameAssembler {
  readonly #depacketizer: Depacketizer;
  readonly #isPicture: boolean;
  #current: { timestamp: number; arrival: number; isDamaged: boolean } | undefined;
  /** Whether nothing can be decoded until a key frame comes. */
  needsKeyFrame: boolean;

  constructor(depacketizer: Depacketizer, { isPicture }: { isPicture: boolean }) {
    this.#depacketizer = depacketizer;
    this.#isPicture = isPicture;
    this.needsKeyFrame = isPicture;
  }

  push({ packet, arrival, afterGap }: OrderedPacket): TimedFrame[] {
    const frames: TimedFrame[] = [];
    if (afterGap) this.#lose();
    // Its last packet had no marker: it is whole if the codec's own marks say so.
    if (this.#current && this.#current.timestamp !== packet.timestamp) frames.push(...this.#end());
    this.#current ??= { timestamp: packet.timestamp, arrival, isDamaged: false };
    if (!this.#current.isDamaged && !this.#depacketizer.add(packet)) this.#current.isDamaged = true;
    if (packet.marker || !this.#isPicture) frames.push(...this.#end());
    return frames;
  }

  #lose(): void {
    this.#depacketizer.take();
    this.#current = undefined;
    this.needsKeyFrame = this.#isPicture;
  }

  #end(): TimedFrame[] {
    const current = this.#current;
    const frame = this.#depacketizer.take();
    this.#current = undefined;
    if (!current || current.isDamaged || !frame) {
      this.needsKeyFrame = this.#isPicture;
      return [];
    }
    if (frame.isKey) this.needsKeyFrame = false;
    return this.needsKeyFrame ? [] : [{ ...frame, timestamp: current.timestamp, arrival: current.arrival }];
  }
}
