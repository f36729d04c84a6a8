import type { types } from 'mediasoup';
import type { DtlsFingerprint, RtpCapabilities } from '@parley/protocol';
import type { RouterEvents, SfuRouter, SfuTransport } from '../call/ports.ts';
import { requestWhileOpen } from './mediaErrors.ts';
import { MediasoupTransport } from './MediasoupTransport.ts';

/** What a worker starts with for a client whose bandwidth is still unknown; enough for a middle layer. */
const INITIAL_OUTGOING_BITRATE = 1_000_000;

/**
 * Who counts as speaking. An interval needs ten packets of a producer, or the producer counts as silent
 * (worker/src/RTC/AudioLevelObserver.cpp, `Update`): 300 ms of Opus are fifteen, so that a third may be lost.
 */
const AUDIO_LEVELS = { interval: 300, threshold: -58, maxEntries: 8 };

/** One room's router, with the observer of its audio levels. */
export class MediasoupRouter implements SfuRouter {
  readonly #router: types.Router;
  readonly #webRtcServer: types.WebRtcServer;
  readonly #audioLevels: types.AudioLevelObserver;

  /** @throws {CallError} `media_unavailable` when the worker dies meanwhile. */
  static async create(
    worker: types.Worker,
    router: types.Router,
    webRtcServer: types.WebRtcServer,
    events: RouterEvents,
  ): Promise<MediasoupRouter> {
    const audioLevels = await requestWhileOpen(router, () => router.createAudioLevelObserver(AUDIO_LEVELS));
    // mediasoup emits this once, not after `router.close()`, and also when the worker is closed by us.
    router.on('workerclose', () => {
      if (worker.died) events.died();
    });
    audioLevels.on('volumes', (volumes) =>
      events.speakers(volumes.map(({ producer, volume }) => ({ producerId: producer.id, volume }))),
    );
    audioLevels.on('silence', () => events.speakers([]));
    return new MediasoupRouter(router, webRtcServer, audioLevels);
  }

  private constructor(
    router: types.Router,
    webRtcServer: types.WebRtcServer,
    audioLevels: types.AudioLevelObserver,
  ) {
    this.#router = router;
    this.#webRtcServer = webRtcServer;
    this.#audioLevels = audioLevels;
  }

  async createTransport(options: { fingerprints: readonly DtlsFingerprint[] }): Promise<SfuTransport> {
    const transport = await requestWhileOpen(
      this.#router,
      () =>
        this.#router.createWebRtcTransport({
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
      const dtlsParameters = { role: 'client' as const, fingerprints: [...options.fingerprints] };
      await requestWhileOpen(transport, () => transport.connect({ dtlsParameters }));
    } catch (error) {
      transport.close();
      throw error;
    }
    return new MediasoupTransport(transport, this.#audioLevels);
  }

  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): boolean {
    return this.#router.canConsume({ producerId, rtpCapabilities: rtpCapabilities as types.RtpCapabilities });
  }

  close(): void {
    this.#router.close();
  }
}
