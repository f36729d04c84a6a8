import type { Track } from '@parley/protocol';
import type { Paced } from './Pacer.ts';
import type { CodecChoice } from './sendParameters.ts';
import type { SentStream } from './SentStream.ts';
import type { Transmission } from './Transmission.ts';

/** Milliseconds of a packet. */
const INTERVAL = 20;
/** As RFC 6464 writes them: 0x80 says that it is a voice, below it is the level in −dBov. */
const Level = { speaking: 0x80 | 25, silent: 127 } as const;

export interface MicrophoneParts {
  readonly transmission: Transmission;
  readonly choice: CodecChoice;
  readonly ssrc: number;
  /** Packets of 20 ms, one after the other in a circle. */
  readonly packets: readonly Buffer[];
  /** Whether its packets say that somebody speaks. */
  readonly speaking: boolean;
  /** When the first packet is due. */
  readonly from: number;
}

/** Somebody's voice: a packet each 20 ms. */
export class Microphone implements Paced {
  readonly track: Track = { id: 'microphone', kind: 'audio', source: 'microphone', muted: false };
  due: number;
  readonly #parts: MicrophoneParts;
  readonly #stream: SentStream;
  readonly #level: Buffer;
  #next = 0;

  constructor(parts: MicrophoneParts) {
    this.#parts = parts;
    this.due = parts.from;
    this.#level = Buffer.from([parts.speaking ? Level.speaking : Level.silent]);
    this.#stream = parts.transmission.addStream(parts.choice, { ssrc: parts.ssrc, clockRate: 48_000 });
  }

  fire(now: number): void {
    const { transmission, choice, packets } = this.#parts;
    const payload = packets[this.#next % packets.length];
    const timestamp = this.#stream.timestampAt(this.due);
    const marker = this.#next === 0;
    this.due += INTERVAL;
    this.#next += 1;
    if (!payload || !transmission.endpoint.connected) return;
    const level = [choice.extensionIds.audioLevel, this.#level] as const;
    this.#stream.send({
      payload,
      marker,
      timestamp,
      extensions: transmission.extensions(choice, now, level),
    });
  }

  skip(now: number): void {
    const missed = Math.max(0, Math.ceil((now - this.due) / INTERVAL));
    this.due += missed * INTERVAL;
  }
}
