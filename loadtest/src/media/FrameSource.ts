import { PICTURES } from './Picture.ts';
import { H264Encoder } from './H264Encoder.ts';
import type { Reference, VideoEncoder } from './VideoEncoder.ts';
import { Vp8Encoder } from './Vp8Encoder.ts';

export type VideoCodec = 'VP8' | 'H264';

const encoders = { VP8: Vp8Encoder, H264: H264Encoder } satisfies Record<
  VideoCodec,
  new (width: number, height: number) => VideoEncoder
>;

/** The frames of one format and size, written once for all who send them. */
export class FrameSource {
  static readonly #sources = new Map<string, FrameSource>();
  readonly #encoder: VideoEncoder;
  readonly #frames = new Map<string, Buffer>();

  static of(codec: VideoCodec, width: number, height: number): FrameSource {
    const name = `${codec} ${width} ${height}`;
    const source = this.#sources.get(name) ?? new FrameSource(new encoders[codec](width, height));
    this.#sources.set(name, source);
    return source;
  }

  private constructor(encoder: VideoEncoder) {
    this.#encoder = encoder;
  }

  /** @param reference Undefined: a key frame. */
  frame(picture: number, reference: Reference | undefined): Buffer {
    const number = picture % PICTURES;
    const key = reference
      ? `${number} ${reference.reference % PICTURES} ${reference.isBase} ${reference.sinceKey % 16}`
      : `${number}`;
    let frame = this.#frames.get(key);
    if (!frame) {
      frame = reference
        ? this.#encoder.deltaFrame(number, { ...reference, reference: reference.reference % PICTURES })
        : this.#encoder.keyFrame(number);
      this.#frames.set(key, frame);
    }
    return frame;
  }
}
