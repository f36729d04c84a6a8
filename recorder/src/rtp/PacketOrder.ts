import { sequenceDistance } from '@parley/rtp/packet';
import type { RtpPacket } from './RtpPacket.ts';

/** A packet that did not come is asked for again this often, in milliseconds, */
const RETRY = 50;
/**
 * and given up after this long: the SFU itself asks whoever sends it, and over a long line that takes some round trips.
 * It must stay under a second, for what waits meanwhile would be lost with the process.
 */
const PATIENCE = 600;
/** A jump of more than this is another stream and no loss. */
const MAX_JUMP = 1000;

interface Missing {
  readonly since: number;
  asked: number;
}

/** What a packet, or time, brings about. */
export interface Ordered {
  /** In the order of their sequence numbers. `afterGap`: something before it is missing for good. */
  readonly packets: readonly { packet: RtpPacket; arrival: number; afterGap: boolean }[];
  /** Sequence numbers to ask for, by NACK (RFC 4585, section 6.2.1), in ascending order. */
  readonly ask: readonly number[];
}

/** Puts the packets of one stream into order, and waits a while for those that are missing. */
export class PacketOrder {
  /** By sequence number, counted on without wrapping. */
  readonly #waiting = new Map<number, { packet: RtpPacket; arrival: number }>();
  readonly #missing = new Map<number, Missing>();
  /** The next to hand on. */
  #next: number | undefined;
  #highest = 0;
  #afterGap = false;
  /** Packets given up. */
  lost = 0;

  push(packet: RtpPacket, now: number): Ordered {
    if (this.#next === undefined) {
      this.#next = packet.sequenceNumber;
      this.#highest = packet.sequenceNumber - 1;
    }
    const number = this.#highest + sequenceDistance(this.#highest & 0xffff, packet.sequenceNumber);
    if (Math.abs(number - this.#highest) > MAX_JUMP) return this.#begin(packet, now);
    if (number < this.#next || this.#waiting.has(number)) return { packets: [], ask: [] };
    for (let n = this.#highest + 1; n < number; n += 1)
      this.#missing.set(n, { since: now, asked: -Infinity });
    this.#highest = Math.max(this.#highest, number);
    this.#missing.delete(number);
    this.#waiting.set(number, { packet, arrival: now });
    return this.advance(now);
  }

  /** To be called from time to time while `isWaiting`. */
  advance(now: number): Ordered {
    const packets: { packet: RtpPacket; arrival: number; afterGap: boolean }[] = [];
    while (this.#next !== undefined && this.#next <= this.#highest) {
      const waiting = this.#waiting.get(this.#next);
      if (waiting) {
        this.#waiting.delete(this.#next);
        packets.push({ ...waiting, afterGap: this.#afterGap });
        this.#afterGap = false;
      } else {
        const missing = this.#missing.get(this.#next);
        if (missing && now - missing.since < PATIENCE) break;
        this.#missing.delete(this.#next);
        this.#afterGap = true;
        this.lost += 1;
      }
      this.#next += 1;
    }
    return { packets, ask: this.#due(now) };
  }

  get isWaiting(): boolean {
    return this.#missing.size > 0;
  }

  #due(now: number): number[] {
    const due: number[] = [];
    for (const [number, missing] of this.#missing) {
      if (now - missing.asked < RETRY) continue;
      missing.asked = now;
      due.push(number & 0xffff);
    }
    return due;
  }

  /** Another stream under the same name: what of the old one still waits is handed on as it is. */
  #begin(packet: RtpPacket, now: number): Ordered {
    const left = [...this.#waiting].toSorted(([one], [other]) => one - other);
    this.#waiting.clear();
    this.#missing.clear();
    this.#next = packet.sequenceNumber + 1;
    this.#highest = packet.sequenceNumber;
    this.#afterGap = false;
    return {
      packets: [
        ...left.map(([, waiting]) => ({ ...waiting, afterGap: true })),
        { packet, arrival: now, afterGap: true },
      ],
      ask: [],
    };
  }
}
