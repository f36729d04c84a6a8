import type { types } from 'mediasoup';
import type { DtlsFingerprint } from '@parley/protocol';
import { MOST_VOICES } from '../call/ports.ts';
import { LOCAL_LISTEN_INFO } from './localListenInfo.ts';
import { requestWhileOpen } from './mediaErrors.ts';
import type { WorkerSlot } from './WorkerSlot.ts';

/** What a worker starts with for a client whose bandwidth is still unknown; enough for a middle layer. */
const INITIAL_OUTGOING_BITRATE = 1_000_000;

/**
 * A line that turns out to be too narrow for that is taken for one of 30 kb/s, the least that the congestion controller
 * knows, while what waits on it gets through. With no picture to measure by it stays so for up to fifteen seconds. This
 * is enough for the smallest picture at its lowest rate.
 */
const MIN_OUTGOING_BITRATE = 80_000;

/**
 * Who counts as speaking. An interval needs ten packets of a producer, or the producer counts as silent
 * (worker/src/RTC/AudioLevelObserver.cpp, `Update`): 300 ms of Opus are fifteen, so that a third may be lost.
 */
export const AUDIO_LEVELS = { interval: 300, threshold: -58, maxEntries: MOST_VOICES };

export type Levels = readonly { producerId: string; volume: number }[];

export interface PartEvents {
  /** The worker died, and everything of this part with it. */
  died(): void;
  /** Who speaks of those who send to this part. */
  speakers(part: RouterPart, levels: Levels): void;
  /** The last of its transports is closed, and none is on its way. */
  empty(part: RouterPart): void;
}

/** What a room has on one worker: a mediasoup Router, with an observer of the voices that are sent to it. */
export class RouterPart {
  readonly slot: WorkerSlot;
  readonly router: types.Router;
  readonly audioLevels: types.AudioLevelObserver;
  readonly #webRtcServer: types.WebRtcServer;
  readonly #events: PartEvents;
  /** Those on their way included. */
  #transports = 0;

  /**
   * @throws {WorkerClosedError} When there is no worker.
   * @throws {CallError} `media_unavailable` when it dies meanwhile.
   */
  static async create(slot: WorkerSlot, events: PartEvents): Promise<RouterPart> {
    const { worker, router, webRtcServer } = await slot.createRouter();
    const audioLevels = await requestWhileOpen(router, () => router.createAudioLevelObserver(AUDIO_LEVELS));
    const part = new RouterPart(slot, { router, webRtcServer, audioLevels }, events);
    // mediasoup emits this once, not after `router.close()`, and also when the worker is closed by us.
    router.on('workerclose', () => {
      if (worker.died) events.died();
    });
    audioLevels.on('volumes', (volumes) =>
      events.speakers(
        part,
        volumes.map(({ producer, volume }) => ({ producerId: producer.id, volume })),
      ),
    );
    audioLevels.on('silence', () => events.speakers(part, []));
    return part;
  }

  private constructor(
    slot: WorkerSlot,
    made: {
      router: types.Router;
      webRtcServer: types.WebRtcServer;
      audioLevels: types.AudioLevelObserver;
    },
    events: PartEvents,
  ) {
    this.slot = slot;
    this.router = made.router;
    this.audioLevels = made.audioLevels;
    this.#webRtcServer = made.webRtcServer;
    this.#events = events;
  }

  /** A transport that is connected: it knows the client's certificate. */
  createTransport(fingerprints: readonly DtlsFingerprint[]): Promise<types.WebRtcTransport> {
    return this.#counted(() => this.#createTransport(fingerprints));
  }

  /** A way out for another process on this machine. */
  createPlainTransport(): Promise<types.PlainTransport> {
    return this.#counted(() =>
      requestWhileOpen(
        this.router,
        () =>
          this.router.createPlainTransport({ listenInfo: LOCAL_LISTEN_INFO, rtcpMux: true, comedia: false }),
        (late) => late.close(),
      ),
    );
  }

  close(): void {
    this.router.close();
  }

  async #createTransport(fingerprints: readonly DtlsFingerprint[]): Promise<types.WebRtcTransport> {
    const transport = await requestWhileOpen(
      this.router,
      () =>
        this.router.createWebRtcTransport({
          webRtcServer: this.#webRtcServer,
          enableUdp: true,
          enableTcp: true,
          preferUdp: true,
          initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
        }),
      (late) => late.close(),
    );
    try {
      // The client made its certificate before it joined, so that it never has to ask for `connect`. It is
      // always the DTLS client: the handshake then starts with the first packet that gets through.
      const dtlsParameters = { role: 'client' as const, fingerprints: [...fingerprints] };
      await Promise.all([
        requestWhileOpen(transport, () => transport.connect({ dtlsParameters })),
        requestWhileOpen(transport, () => transport.setMinOutgoingBitrate(MIN_OUTGOING_BITRATE)),
      ]);
    } catch (error) {
      transport.close();
      throw error;
    }
    return transport;
  }

  async #counted<T extends types.Transport>(create: () => Promise<T>): Promise<T> {
    this.#transports += 1;
    const arrived = this.slot.load?.expect();
    try {
      const transport = await create();
      transport.observer.once('close', () => this.#removed());
      return transport;
    } catch (error) {
      this.#removed();
      throw error;
    } finally {
      arrived?.();
    }
  }

  #removed(): void {
    this.#transports -= 1;
    if (this.#transports === 0) this.#events.empty(this);
  }
}
