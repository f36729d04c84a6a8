import type { ReportBlock } from '@parley/rtp/rtcp';
import { sequenceDistance } from '@parley/rtp/packet';
import type { Recorder } from '../measure/Recorder.ts';

/** Packets that are remembered as having come. */
const WINDOW = 1024;
/** A jump of more is not made of losses that could be asked for. */
const MAX_GAP = 256;
/** A lost packet is asked for this often, this many milliseconds apart or a round trip, whatever is longer. */
const MAX_ASKS = 10;
const MIN_ASK_INTERVAL = 40;

interface Missing {
  asks: number;
  askedAt: number;
}

/** One stream that comes in: what of it came, how late and how evenly, and what to ask for again. */
export class ReceivedStream {
  readonly ssrc: number;
  readonly clockRate: number;
  readonly #recorder: Recorder;
  /** By the last bits of the sequence number. */
  readonly #has = new Uint8Array(WINDOW);
  readonly #missing = new Map<number, Missing>();
  #first = -1;
  #highest = -1;
  #received = 0;
  #transit = Number.NaN;
  #jitter = 0;
  #lastAt = 0;
  #packetsSinceSample = 0;
  #senderReport = { middle: 0, at: 0 };
  #reported = { expected: 0, received: 0 };

  constructor({ ssrc, clockRate, recorder }: { ssrc: number; clockRate: number; recorder: Recorder }) {
    this.ssrc = ssrc;
    this.clockRate = clockRate;
    this.#recorder = recorder;
  }

  /** How often the sequence number of a packet has wrapped. */
  rollOver(sequence: number): number {
    return this.#extended(sequence) >>> 16;
  }

  get hasStarted(): boolean {
    return this.#first !== -1;
  }

  get hasMissing(): boolean {
    return this.#missing.size > 0;
  }

  /**
   * A packet came.
   * @param transit Milliseconds that it was on its way, NaN where nobody knows.
   */
  received(sequence: number, bytes: number, now: number, transit: number): void {
    const { counts } = this.#recorder;
    counts.receivedBytes += bytes;
    this.#packetsSinceSample += 1;
    if (this.#first === -1) this.#start(sequence);
    const extended = this.#extended(sequence);
    const ahead = extended - this.#highest;
    if (ahead <= 0) return this.#late(extended, now);
    counts.expected += ahead;
    counts.received += 1;
    this.#received += 1;
    if (ahead > 1) this.#skip(extended, ahead);
    this.#highest = extended;
    this.#has[extended % WINDOW] = 1;
    this.#keepTime(now, transit);
  }

  /** One that was lost came again on the stream for that. RFC 4588. */
  retransmitted(sequence: number): void {
    const extended = this.#extended(sequence);
    if (!this.#missing.delete(extended)) return;
    this.#has[extended % WINDOW] = 1;
    this.#recorder.counts.recovered += 1;
    this.#received += 1;
  }

  senderReported(middle: number, now: number): void {
    this.#senderReport = { middle, at: now };
  }

  /** What to ask for now, in order. Undefined in place of it: something was asked for often enough, and is lost. */
  toAskFor(now: number, roundTrip: number): { asked: number[]; hasGivenUp: boolean } {
    const asked: number[] = [];
    let hasGivenUp = false;
    for (const [extended, missing] of this.#missing) {
      if (now - missing.askedAt < Math.max(MIN_ASK_INTERVAL, roundTrip)) continue;
      if (missing.asks === MAX_ASKS) {
        this.#missing.delete(extended);
        hasGivenUp = true;
        continue;
      }
      missing.asks += 1;
      missing.askedAt = now;
      asked.push(extended & 0xffff);
    }
    return { asked, hasGivenUp };
  }

  /** RFC 3550, section 6.4.1 and appendix A.3. */
  reportBlock(now: number): ReportBlock {
    const expected = this.#highest - this.#first + 1;
    const sinceExpected = expected - this.#reported.expected;
    const sinceLost = sinceExpected - (this.#received - this.#reported.received);
    this.#reported = { expected, received: this.#received };
    const { middle, at } = this.#senderReport;
    return {
      ssrc: this.ssrc,
      fractionLost:
        sinceExpected > 0 ? Math.min(255, Math.max(0, Math.floor((256 * sinceLost) / sinceExpected))) : 0,
      cumulativeLost: expected - this.#received,
      highest: this.#highest,
      jitter: (this.#jitter / 1000) * this.clockRate,
      lastReport: middle,
      sinceLastReport: middle === 0 ? 0 : ((now - at) / 1000) * 65_536,
    };
  }

  /** Whether anything came since the last time this was asked. Its jitter goes on record. */
  sample(): boolean {
    const isLive = this.#packetsSinceSample > 0;
    this.#packetsSinceSample = 0;
    if (isLive && !Number.isNaN(this.#transit)) this.#recorder.record('jitter', this.#jitter);
    return isLive;
  }

  #start(sequence: number): void {
    // Above zero also when what came first was not sent first.
    this.#first = sequence + 0x1_0000;
    this.#highest = this.#first - 1;
  }

  #extended(sequence: number): number {
    return this.#highest + sequenceDistance(this.#highest & 0xffff, sequence);
  }

  #late(extended: number, now: number): void {
    const { counts } = this.#recorder;
    if (this.#highest - extended >= WINDOW || extended < this.#first || this.#has[extended % WINDOW] === 1) {
      counts.duplicates += 1;
      return;
    }
    this.#has[extended % WINDOW] = 1;
    this.#received += 1;
    const missing = this.#missing.get(extended);
    this.#missing.delete(extended);
    if (missing && missing.asks > 0) {
      counts.recovered += 1;
    } else {
      counts.received += 1;
      counts.reordered += 1;
    }
    this.#lastAt = now;
  }

  #skip(extended: number, ahead: number): void {
    for (let n = Math.max(this.#highest + 1, extended - WINDOW); n < extended; n += 1) {
      this.#has[n % WINDOW] = 0;
      if (ahead <= MAX_GAP) this.#missing.set(n, { asks: 0, askedAt: 0 });
    }
  }

  #keepTime(now: number, transit: number): void {
    const recorder = this.#recorder;
    if (this.#lastAt > 0 && now - this.#lastAt > recorder.longestGap)
      recorder.longestGap = now - this.#lastAt;
    this.#lastAt = now;
    if (Number.isNaN(transit)) return;
    recorder.latency.add(transit);
    // RFC 3550, section 6.4.1.
    if (!Number.isNaN(this.#transit)) this.#jitter += (Math.abs(transit - this.#transit) - this.#jitter) / 16;
    this.#transit = transit;
  }
}
