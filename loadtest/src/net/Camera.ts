import type { Track } from '@parley/protocol';
import { FrameSource, type VideoCodec } from '../media/FrameSource.ts';
import { packetizeH264, packetizeVp8, type Packetize } from '../media/packetize.ts';
import { writeStamp } from '../media/sendStamp.ts';
import type { Paced } from './Pacer.ts';
import { hasTemporalLayers, type CodecChoice, type Layer } from './sendParameters.ts';
import type { SentStream } from './SentStream.ts';
import type { Transmission } from './Transmission.ts';

const FRAME_RATE = 30;
/** Milliseconds. */
export const FRAME_INTERVAL = 1000 / FRAME_RATE;
/** Of the time of a frame, the part in which its packets go out. */
const SPREAD = 0.8;
/** Bytes of a payload at most: with all headers, packets of 1,100 bytes. */
const MTU = 1_030;
/** Of four frames: a base frame, one that halves the time to the next, and two that halve it again. */
const temporalLayers = [0, 2, 1, 2] as const;
/** Milliseconds between key frames of one size: more often, they cost more than they help. */
const KEY_FRAME_INTERVAL = 300;

const packetizers = { VP8: packetizeVp8, H264: packetizeH264 } satisfies Record<VideoCodec, Packetize>;

export interface CameraParts {
  readonly transmission: Transmission;
  readonly choice: CodecChoice;
  readonly codec: VideoCodec;
  /** From the smallest up. */
  readonly layers: readonly Layer[];
  /** Of each layer, and of its retransmissions. */
  readonly ssrcs: readonly number[];
  /** The part of a frame's time by which it is later than others, so that not all send at once. */
  readonly phase: number;
  readonly now: number;
}

interface Sending {
  readonly payloads: readonly Buffer[];
  readonly timestamp: number;
  sent: number;
}

/** Somebody's picture in one size. The number of each is that of the frames since 1970, so that its age can be seen. */
class CameraLayer implements Paced {
  due: number;
  isWanted = true;
  readonly #parts: CameraParts;
  readonly #layer: Layer;
  readonly #source: FrameSource;
  readonly #stream: SentStream;
  readonly #startedAt: number;
  #picture: number;
  #reference = -1;
  #keyAt = -1;
  #keyFrameAt = -Infinity;
  #needsKey = true;
  #pictureId = 0;
  #baseIndex = 0;
  #sending: Sending | undefined;

  constructor(parts: CameraParts, layer: Layer, n: number) {
    this.#parts = parts;
    this.#layer = layer;
    this.#source = FrameSource.of(parts.codec, layer.width, layer.height);
    const rtxSsrc = parts.ssrcs[2 * n + 1];
    this.#stream = parts.transmission.addStream(parts.choice, {
      ssrc: parts.ssrcs[2 * n] ?? 0,
      ...(rtxSsrc !== undefined && { rtxSsrc }),
      clockRate: 90_000,
      onPictureRequest: () => this.requestKeyFrame(),
    });
    // The sizes share the time of a frame, too.
    this.#startedAt = (parts.phase + n / (parts.layers.length + 1)) * FRAME_INTERVAL;
    this.#picture = this.#pictureAfter(parts.now);
    this.due = this.#dueOf(this.#picture);
  }

  requestKeyFrame(): void {
    this.#needsKey = true;
  }

  fire(now: number): void {
    if (!this.#sending) {
      this.#sending = this.#encode();
      if (!this.#sending) return this.#goOn();
    }
    const { payloads, timestamp } = this.#sending;
    const payload = payloads[this.#sending.sent];
    this.#sending.sent += 1;
    const isLast = this.#sending.sent === payloads.length;
    if (payload) {
      const { transmission, choice } = this.#parts;
      writeStamp(payload, now);
      const extensions = transmission.extensions(choice, now);
      this.#stream.send({ payload, marker: isLast, timestamp, extensions });
    }
    if (isLast) this.#goOn();
    else
      this.due =
        this.#dueOf(this.#picture) + (SPREAD * FRAME_INTERVAL * this.#sending.sent) / payloads.length;
  }

  /** What is left of a frame is left out as well: the next one is as if it was lost. */
  skip(now: number): void {
    if (this.#sending) this.#needsKey = true;
    this.#sending = undefined;
    this.#picture = Math.max(this.#picture, this.#pictureAfter(now));
    this.due = this.#dueOf(this.#picture);
  }

  #goOn(): void {
    this.#sending = undefined;
    this.#picture += 1;
    this.due = this.#dueOf(this.#picture);
  }

  #pictureAfter(now: number): number {
    return Math.ceil((now - this.#startedAt) / FRAME_INTERVAL);
  }

  #dueOf(picture: number): number {
    return picture * FRAME_INTERVAL + this.#startedAt;
  }

  #encode(): Sending | undefined {
    const { transmission, codec, layers } = this.#parts;
    if (!this.isWanted || !transmission.endpoint.connected) {
      this.#needsKey = true;
      return undefined;
    }
    const picture = this.#picture;
    const isKey = this.#needsKey && this.due - this.#keyFrameAt >= KEY_FRAME_INTERVAL;
    if (!isKey && this.#reference === -1) return undefined;
    const isBaseOnly = isKey || !hasTemporalLayers(codec, layers);
    const temporalLayer = isBaseOnly ? 0 : (temporalLayers[picture % 4] ?? 0);
    const isBase = temporalLayer === 0;
    if (isKey) {
      this.#needsKey = false;
      this.#keyFrameAt = this.due;
      this.#keyAt = picture;
    }
    const reference = { reference: this.#reference, isBase, sinceKey: picture - this.#keyAt };
    const frame = this.#source.frame(picture, isKey ? undefined : reference);
    if (isBase) {
      this.#reference = picture;
      this.#baseIndex = (this.#baseIndex + 1) & 0xff;
    }
    this.#pictureId = (this.#pictureId + 1) & 0x7fff;
    const info = { isKey, pictureId: this.#pictureId, baseIndex: this.#baseIndex, temporalLayer };
    const size = Math.round(this.#layer.bitrate / 8 / FRAME_RATE);
    const payloads = packetizers[codec](frame, info, { size, mtu: MTU });
    return { payloads, timestamp: this.#stream.timestampAt(this.due), sent: 0 };
  }
}

/** Somebody's picture, in one size or in several at once. */
export class Camera {
  readonly track: Track = { id: 'camera', kind: 'video', source: 'camera', muted: false };
  readonly layers: readonly (Paced & { requestKeyFrame(): void })[];
  readonly #layers: readonly CameraLayer[];

  constructor(parts: CameraParts) {
    this.#layers = parts.layers.map((layer, n) => new CameraLayer(parts, layer, n));
    this.layers = this.#layers;
  }

  /** In how many sizes, from the smallest up, somebody watches: the others are not sent. */
  setDemand(sizes: number): void {
    for (const [n, layer] of this.#layers.entries()) layer.isWanted = n < sizes;
  }
}
