import { PacketType, TransportFormat } from '@parley/rtp/rtcp';
import { sequenceDistance } from '@parley/rtp/packet';

/** Packets between two reports at most; what is older is forgotten. */
const CAPACITY = 1024;
/** Milliseconds of a tick of the deltas, and of the reference time. */
const DELTA = 0.25;
const REFERENCE = 64;
const Symbol = { lost: 0, small: 1, large: 2 } as const;

/**
 * When the packets of a transport arrived, to be told in transport-wide feedback:
 * draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1.
 */
export class ArrivalLog {
  /** By the last bits of the sequence number; NaN: not arrived. */
  readonly #arrivals = new Float64Array(CAPACITY).fill(Number.NaN);
  /** The first that is not yet reported, and the one behind the last. */
  #from = -1;
  #to = -1;
  #reports = 0;

  add(sequence: number, now: number): void {
    if (this.#from === -1) {
      this.#from = sequence;
      this.#to = sequence;
    }
    const ahead = sequenceDistance(this.#to, sequence);
    if (ahead >= 0) {
      for (let n = 0; n < Math.min(ahead, CAPACITY); n += 1)
        this.#arrivals[(this.#to + n) % CAPACITY] = Number.NaN;
      this.#to = (sequence + 1) & 0xffff;
      if (((this.#to - this.#from) & 0xffff) > CAPACITY) this.#from = (this.#to - CAPACITY) & 0xffff;
    } else if (sequenceDistance(this.#from, sequence) < 0) {
      // It has been reported as lost already.
      return;
    }
    this.#arrivals[sequence % CAPACITY] = now;
  }

  /** The feedback on what came since the last one; undefined: nothing did. */
  report(sender: number, media: number): Buffer | undefined {
    const count = (this.#to - this.#from) & 0xffff;
    if (count === 0) return undefined;
    const base = this.#from;
    this.#from = this.#to;
    const arrivals = Array.from({ length: count }, (_, n) => this.#arrivals[(base + n) % CAPACITY] as number);
    const firstArrival = arrivals.find((arrival) => !Number.isNaN(arrival));
    if (firstArrival === undefined) return undefined;
    const reference = Math.floor(firstArrival / REFERENCE);
    const { symbols, deltas } = deltasOf(arrivals, reference * REFERENCE);
    const chunks = chunksOf(symbols);
    const length = 20 + 2 * chunks.length + deltas.length;
    const bytes = Buffer.alloc((length + 3) & ~3);
    const padding = bytes.length - length;
    bytes.writeUInt8(0x80 | (padding > 0 ? 0x20 : 0) | TransportFormat.transportWide, 0);
    bytes.writeUInt8(PacketType.transportFeedback, 1);
    bytes.writeUInt16BE(bytes.length / 4 - 1, 2);
    bytes.writeUInt32BE(sender, 4);
    bytes.writeUInt32BE(media, 8);
    bytes.writeUInt16BE(base, 12);
    bytes.writeUInt16BE(symbols.length, 14);
    bytes.writeUIntBE(reference & 0xff_ffff, 16, 3);
    bytes.writeUInt8(this.#reports, 19);
    this.#reports = (this.#reports + 1) & 0xff;
    for (const [index, chunk] of chunks.entries()) bytes.writeUInt16BE(chunk, 20 + 2 * index);
    deltas.copy(bytes, 20 + 2 * chunks.length);
    if (padding > 0) bytes.writeUInt8(padding, bytes.length - 1);
    return bytes;
  }
}

/** How each packet came, and after how many quarters of a millisecond. */
function deltasOf(arrivals: readonly number[], start: number): { symbols: number[]; deltas: Buffer } {
  const deltas = Buffer.alloc(arrivals.length * 2);
  const symbols: number[] = [];
  let length = 0;
  let ticks = 0;
  for (const arrival of arrivals) {
    if (Number.isNaN(arrival)) {
      symbols.push(Symbol.lost);
      continue;
    }
    const now = Math.round((arrival - start) / DELTA);
    const delta = Math.max(-0x8000, Math.min(0x7fff, now - ticks));
    ticks += delta;
    if (delta >= 0 && delta <= 255) {
      symbols.push(Symbol.small);
      length = deltas.writeUInt8(delta, length);
    } else {
      symbols.push(Symbol.large);
      length = deltas.writeInt16BE(delta, length);
    }
  }
  return { symbols, deltas: deltas.subarray(0, length) };
}

/** Runs where one saves anything, and seven symbols of two bits elsewhere. */
function chunksOf(symbols: readonly number[]): number[] {
  const chunks: number[] = [];
  for (let at = 0; at < symbols.length;) {
    const symbol = symbols[at] as number;
    let run = 1;
    while (symbols[at + run] === symbol && run < 0x1fff) run += 1;
    if (run >= 7 || at + run === symbols.length) {
      chunks.push((symbol << 13) | run);
      at += run;
      continue;
    }
    let chunk = 0xc000;
    for (let n = 0; n < 7; n += 1) chunk |= (symbols[at + n] ?? 0) << (12 - 2 * n);
    chunks.push(chunk);
    at += 7;
  }
  return chunks;
}
