import type { RtpPacket } from '../rtp/RtpPacket.ts';
import type { Depacketizer, Frame } from './Depacketizer.ts';

/** RFC 7587, section 4.2: a packet is a frame. */
export class OpusDepacketizer implements Depacketizer {
  #payload: Buffer | undefined;

  add({ payload }: RtpPacket): boolean {
    this.#payload = payload;
    return payload.length > 0;
  }

  take(): Frame | undefined {
    const data = this.#payload;
    this.#payload = undefined;
    return data && { data, isKey: true };
  }
}
