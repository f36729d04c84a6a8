// Over 300 lines: what is wished, what the producer does and what the server knows change one another all the time.
import type { RtpParameters, Track, TrackSource, VideoCodec } from '@parley/protocol';
import { sourceKinds } from '@parley/protocol/constants';
import type { types } from 'mediasoup-client';
import { hasSizes, sendSizes } from './limitSizes.ts';
import type { MediaSignals } from './MediaSignals.ts';
import type { OwnTrack } from './reconcileTracks.ts';
import { isSameWay, sendingOptions, type SendingOptions } from './sendingOptions.ts';
import { SignalingError } from './SignalingError.ts';
import { liveOnly, type TrackWish } from './TrackWish.ts';

/** The transport that carries the track, with what it needs. */
export interface SendingPath {
  readonly mediaId: string;
  readonly transport: types.Transport;
  readonly capabilities: types.RtpCapabilities;
}

interface Announced {
  readonly rtpParameters: RtpParameters;
  readonly muted: boolean;
}

/** Refusals that mend themselves: by the next snapshot or media reset, or by the next time that it is unmuted. */
const passing: ReadonlySet<SignalingError['code']> = new Set([
  'disconnected',
  'stale_media',
  'track_exists',
  'media_unavailable',
  'server_closing',
  'forbidden',
] as const);

/** One of one's own tracks on its way out: what is wished, and what the producer does by now. */
export class OutgoingTrack {
  readonly source: TrackSource;
  readonly #signals: MediaSignals;
  #wish: TrackWish = { track: undefined, muted: true };
  #path: SendingPath | undefined;
  #producer: types.Producer | undefined;
  #announced: Announced | undefined;
  /** The server may not know that the track is sent in another way than before. */
  #replacementLost = false;
  #failed = false;
  #idle = false;
  /** That of the room, for pictures. */
  #videoCodec: VideoCodec = 'vp8';
  /** How the producer was made. */
  #options: SendingOptions | undefined;
  /** In how many sizes, from the smallest up, the server wants it. */
  #demand = Infinity;
  /** In how many the producer sends it. */
  #sizes = Infinity;
  /** The steps under way. On new transports others begin, for one that waits for a closed connection never ends. */
  #settling: object | undefined;
  /** Something changed since the last step was begun. */
  #unsettled = false;

  constructor(source: TrackSource, signals: MediaSignals) {
    this.source = source;
    this.#signals = signals;
  }

  set(wish: TrackWish): void {
    if (wish.track && wish.track !== this.#wish.track) this.#failed = false;
    // A track that is only muted stays at hand.
    this.#wish = { ...wish, track: wish.track ?? liveOnly(this.#wish.track) };
    void this.#settle();
  }

  /** Whether nothing is to be sent for now, though the track goes on: it is neither muted nor closed. */
  setIdle(idle: boolean): void {
    if (idle === this.#idle) return;
    this.#idle = idle;
    void this.#settle();
  }

  /** In how many of its sizes, from the smallest up, somebody watches it. */
  setDemand(sizes: number): void {
    if (sizes === this.#demand) return;
    this.#demand = sizes;
    void this.#settle();
  }

  /**
   * A negotiation sets the sizes of Chromium's senders back to what they were when it began, whatever was set meanwhile. To
   * be called from time to time.
   */
  check(): void {
    const { rtpSender, rtpParameters } = this.#producer ?? {};
    if (!rtpSender || this.#settling || this.#sizes === Infinity) return;
    if (hasSizes(rtpSender, rtpParameters?.encodings ?? [], this.#sizes)) return;
    this.#sizes = Number.NaN;
    void this.#settle();
  }

  /** What pictures are to be sent in: one that is being sent in another codec is sent anew. */
  setVideoCodec(codec: VideoCodec): void {
    if (codec === this.#videoCodec) return;
    this.#videoCodec = codec;
    void this.#settle();
  }

  /** Signaling is there again, with the same transports. */
  resume(): void {
    if (!this.#replacementLost) return;
    this.#replacementLost = false;
    this.#options = undefined;
    void this.#settle();
  }

  /** New transports: everything is sent again. */
  attach(path: SendingPath | undefined): void {
    this.#path = path;
    this.#producer = undefined;
    this.#announced = undefined;
    this.#replacementLost = false;
    this.#failed = false;
    this.#demand = Infinity;
    this.#sizes = Infinity;
    this.#settling = undefined;
    void this.#settle();
  }

  /** mediasoup-client wants to produce: the server is told, and nobody waits for its answer. */
  announce(rtpParameters: types.RtpParameters): void {
    const path = this.#path;
    if (!path) return;
    const replace = this.#announced !== undefined;
    this.#announced = { rtpParameters: rtpParameters as RtpParameters, muted: this.#wish.muted };
    this.#signals
      .request('produce', {
        mediaId: path.mediaId,
        track: this.#description(),
        rtpParameters: rtpParameters as RtpParameters,
        ...(replace && { replace }),
      })
      .catch((error: unknown) => {
        if (replace) this.#replacementLost = true;
        this.refused(path.mediaId, error);
      });
  }

  /** The answer to a `produce` was an error. */
  refused(mediaId: string, error: unknown): void {
    if (!(error instanceof SignalingError)) throw error;
    if (this.#path?.mediaId !== mediaId || passing.has(error.code)) return;
    this.#fail();
  }

  /** As the server should know it, or undefined when there is nothing to send. */
  get own(): OwnTrack | undefined {
    const path = this.#path;
    if (path && this.#announced) {
      const { rtpParameters, muted } = this.#announced;
      return {
        track: { ...this.#description(), muted },
        announced: { mediaId: path.mediaId, rtpParameters },
      };
    }
    return this.#sendable ? { track: this.#description(), announced: undefined } : undefined;
  }

  get #sendable(): MediaStreamTrack | undefined {
    return this.#failed ? undefined : liveOnly(this.#wish.track);
  }

  /** Only while it is there: a device that is off is muted, and what is not shared any more is gone. */
  get #isShared(): boolean {
    return this.source === 'screen' || this.source === 'screenSound';
  }

  #description(): Track {
    const { source } = this;
    return { id: source, kind: sourceKinds[source], source, muted: this.#wish.muted };
  }

  /** One step after the other until the producer does what is wished, however fast the wishes change. */
  async #settle(): Promise<void> {
    this.#unsettled = true;
    if (this.#settling) return;
    const steps = (this.#settling = {});
    const isCurrent = () => this.#settling === steps;
    try {
      while (isCurrent() && this.#unsettled) {
        this.#unsettled = false;
        while (isCurrent() && (await this.#step()));
      }
    } finally {
      if (isCurrent()) this.#settling = undefined;
    }
  }

  async #step(): Promise<boolean> {
    const path = this.#path;
    if (!path || path.transport.closed) return false;
    const producer = this.#producer;
    if (!producer) return this.#produce(path);
    const { muted } = this.#wish;
    const track = this.#sendable ?? null;
    if (!track && this.#isShared) {
      this.#drop(producer);
      // If nobody hears it, the next snapshot makes it good.
      this.#signals.request('closeTrack', { trackId: this.source }).catch(() => undefined);
      return true;
    }
    const isOutdated = !this.#options || !isSameWay(this.#options, this.#sendingOptions(path));
    // Without a track it waits for the next one.
    if (isOutdated && track) {
      producer.close();
      this.#producer = undefined;
      this.#sizes = Infinity;
      return true;
    }
    if (muted && !producer.paused) {
      producer.pause();
      this.#sayMuted(true);
      return true;
    }
    if (track !== producer.track) {
      const wish = this.#wish;
      try {
        await producer.replaceTrack({ track });
        return true;
      } catch {
        // The track ended, or the transport closed under it: the next wish or path says what to do.
        return wish !== this.#wish || path !== this.#path;
      }
    }
    if (!muted && producer.paused) {
      producer.resume();
      this.#sayMuted(false);
      return true;
    }
    return this.#wishedSizes !== this.#sizes && this.#setSizes(producer);
  }

  #sendingOptions({ capabilities }: SendingPath): SendingOptions {
    const { content } = this.#wish;
    const { width, height } = this.#sendable?.getSettings() ?? {};
    return sendingOptions(this.source, capabilities, {
      videoCodec: this.#videoCodec,
      content,
      pixels: width && height ? width * height : undefined,
    });
  }

  get #wishedSizes(): number {
    return this.#idle ? 0 : this.#demand;
  }

  async #setSizes(producer: types.Producer): Promise<boolean> {
    const sizes = this.#wishedSizes;
    this.#sizes = sizes;
    const { rtpSender, rtpParameters } = producer;
    // Not by the producer, which remembers what it set one by one, and would do nothing the second time.
    if (rtpSender) await sendSizes(rtpSender, rtpParameters.encodings ?? [], sizes);
    return true;
  }

  async #produce(path: SendingPath): Promise<boolean> {
    const track = this.#sendable;
    if (!track) return false;
    const options = this.#sendingOptions(path);
    try {
      const producer = await path.transport.produce({
        track,
        // Devices are started and stopped by their owner.
        stopTracks: false,
        disableTrackOnPause: true,
        appData: { source: this.source },
        ...options,
      });
      if (path !== this.#path) return true;
      if (this.#failed) {
        producer.close();
        return false;
      }
      this.#producer = producer;
      this.#options = options;
      this.#matchPause(producer);
      return true;
    } catch {
      if (path !== this.#path) return true;
      // A track that ended meanwhile is its owner's news; anything else will not get better.
      if (!path.transport.closed && track.readyState === 'live') this.#fail();
      return false;
    }
  }

  /** The wish may have changed between the announcement and the producer. */
  #matchPause(producer: types.Producer): void {
    const { muted } = this.#wish;
    if (muted) producer.pause();
    else producer.resume();
    if (this.#announced && this.#announced.muted !== muted) this.#sayMuted(muted);
  }

  #sayMuted(muted: boolean): void {
    if (!this.#announced) return;
    this.#announced = { ...this.#announced, muted };
    this.#signals
      .request('setTrackMuted', { trackId: this.source, muted })
      .catch((refusal: unknown) => this.#notMuted(refusal));
  }

  /** It was refused, or closed while one could only watch: it is sent anew. Anything else shows in the next snapshot. */
  #notMuted(refusal: unknown): void {
    const path = this.#path;
    if (!(refusal instanceof SignalingError) || refusal.code !== 'not_found') return;
    if (!path || !this.#announced || this.#wish.muted) return;
    const { rtpParameters } = this.#announced;
    this.#signals
      .request('produce', { mediaId: path.mediaId, track: this.#description(), rtpParameters })
      .catch((reason: unknown) => this.refused(path.mediaId, reason));
  }

  #drop(producer: types.Producer | undefined): void {
    producer?.close();
    this.#producer = undefined;
    this.#announced = undefined;
    this.#sizes = Infinity;
  }

  #fail(): void {
    this.#drop(this.#producer);
    this.#failed = true;
    this.#signals.failed(this.source);
  }
}
