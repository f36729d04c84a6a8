import type { Consumer } from '@parley/protocol';
import { limits } from '@parley/protocol/constants';
import type { types } from 'mediasoup-client';
import type { FlowCounts } from './direct/FlowMeter.ts';
import { flowCount } from './direct/pathReport.ts';
import type { MediaSignals } from './MediaSignals.ts';

interface Incoming {
  readonly description: Consumer;
  /** The server waits for `resumeConsumers`. */
  paused: boolean;
  /** Undefined until the browser can take the packets. */
  consumer: types.Consumer | undefined;
}

/** The tracks of the others, on one receiving transport. */
export class IncomingTracks {
  readonly #transport: types.Transport;
  readonly #signals: MediaSignals;
  readonly #incoming = new Map<string, Incoming>();
  #toResume: string[] = [];

  constructor(transport: types.Transport, signals: MediaSignals) {
    this.#transport = transport;
    this.#signals = signals;
  }

  /** These and no others. */
  replace(descriptions: readonly Consumer[]): void {
    const ids = new Set(descriptions.map(({ id }) => id));
    for (const id of this.#incoming.keys()) if (!ids.has(id)) this.remove(id);
    for (const description of descriptions) this.add(description);
  }

  add(description: Consumer): void {
    const known = this.#incoming.get(description.id);
    if (known) {
      known.paused = description.paused;
      if (known.consumer) this.#resume(known);
      return;
    }
    const incoming: Incoming = { description, paused: description.paused, consumer: undefined };
    this.#incoming.set(description.id, incoming);
    void this.#consume(incoming);
  }

  remove(consumerId: string): void {
    const incoming = this.#incoming.get(consumerId);
    if (!incoming) return;
    this.#incoming.delete(consumerId);
    incoming.consumer?.close();
    this.#signals.changed();
  }

  find(peerId: string, trackId: string): MediaStreamTrack | undefined {
    for (const { description, consumer } of this.#incoming.values()) {
      if (consumer && description.peerId === peerId && description.trackId === trackId) return consumer.track;
    }
    return undefined;
  }

  /** What has come of a peer's tracks so far. */
  async flows(peerId: string): Promise<FlowCounts> {
    const counts = [...this.#incoming.values()].flatMap(({ description, consumer }) =>
      consumer && description.peerId === peerId ? [countOf(description.trackId, consumer)] : [],
    );
    return new Map(await Promise.all(counts));
  }

  async #consume(incoming: Incoming): Promise<void> {
    const { id, peerId, trackId, kind, rtpParameters } = incoming.description;
    let consumer: types.Consumer;
    try {
      consumer = await this.#transport.consume({
        id,
        producerId: trackId,
        kind,
        rtpParameters: rtpParameters as types.RtpParameters,
        // Sound and picture that belong together are played together: of a person, and of what they share.
        streamId: trackId.startsWith('screen') ? `${peerId}-screen` : peerId,
      });
    } catch {
      // The transport was closed, or this browser cannot take it: the track shows as one without a picture.
      if (this.#incoming.get(id) === incoming) this.#incoming.delete(id);
      return;
    }
    if (this.#incoming.get(id) !== incoming) {
      consumer.close();
      return;
    }
    incoming.consumer = consumer;
    this.#resume(incoming);
    this.#signals.changed();
  }

  #resume(incoming: Incoming): void {
    if (!incoming.paused) return;
    incoming.paused = false;
    this.#toResume.push(incoming.description.id);
    if (this.#toResume.length === 1) queueMicrotask(() => this.#sayResumed());
  }

  /** In one request for all that became ready together: a rebuilt room has many. */
  #sayResumed(): void {
    while (this.#toResume.length > 0) {
      const consumerIds = this.#toResume.splice(0, limits.consumersPerResume);
      // If nobody heard it, the next snapshot says that they are still paused.
      this.#signals.request('resumeConsumers', { consumerIds }).catch(() => undefined);
    }
  }
}

async function countOf(trackId: string, consumer: types.Consumer): Promise<[trackId: string, count: number]> {
  // One that is closed meanwhile has no statistics.
  const report = await consumer.getStats().catch(() => undefined);
  return [trackId, report ? flowCount(report) : 0];
}
