import type { types } from 'mediasoup';
import type { NetworkPath } from '@parley/protocol';
import type { Clock } from '../call/ports.ts';
import { isConnected, pathOf, type IsRelay } from './transportReading.ts';

/** Milliseconds in which a client connects, if it can. */
const PATIENCE = 5_000;

/**
 * Why media did not come, or not any more. `ice_never`: no packet of the client ever came; `ice_lost`: they came, and then
 * none for half a minute; `dtls`: the handshake failed.
 */
export type TransportFailure = 'ice_never' | 'ice_lost' | 'dtls';

/** How the clients of one worker reach it. */
export class ClientTransports {
  readonly failures: Record<TransportFailure, number> = { ice_never: 0, ice_lost: 0, dtls: 0 };
  readonly #transports = new Set<types.WebRtcTransport>();
  readonly #isRelay: IsRelay;
  readonly #clock: Clock;

  constructor(worker: types.Worker, { isRelay, clock }: { isRelay: IsRelay; clock: Clock }) {
    this.#isRelay = isRelay;
    this.#clock = clock;
    worker.observer.on('newrouter', (router) => {
      router.observer.on('newtransport', (transport) => {
        if (transport.type === 'webrtc') this.#watch(transport as types.WebRtcTransport);
      });
    });
  }

  /** How many there are of each path; `none` have not connected. */
  get paths(): Readonly<Record<NetworkPath | 'none', number>> {
    const counts = { udp: 0, tcp: 0, relayed: 0, none: 0 };
    for (const transport of this.#transports) counts[pathOf(transport, this.#isRelay) ?? 'none'] += 1;
    return counts;
  }

  #watch(transport: types.WebRtcTransport): void {
    const since = this.#clock.now();
    let everConnected = false;
    this.#transports.add(transport);
    transport.observer.on('icestatechange', (state) => {
      everConnected ||= isConnected(transport);
      if (state === 'disconnected') this.failures.ice_lost += 1;
    });
    transport.observer.on('dtlsstatechange', (state) => {
      if (state === 'failed') this.failures.dtls += 1;
    });
    transport.observer.once('close', () => {
      this.#transports.delete(transport);
      if (!everConnected && this.#clock.now() - since >= PATIENCE) this.failures.ice_never += 1;
    });
  }
}
