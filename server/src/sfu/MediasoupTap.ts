import type { types } from 'mediasoup';
import type { RtpCapabilities } from '@parley/protocol';
import type { LocalAddress, SfuConsumer, SfuTap } from '../call/ports.ts';
import { routerRtpCapabilities } from './codecs.ts';
import { consumeOn, type ConsumingRoom } from './consumeOn.ts';
import { requestWhileOpen } from './mediaErrors.ts';
import { MediasoupConsumer } from './MediasoupConsumer.ts';

/** Tells how a phone is held: whoever does not ask for it gets pictures that are turned already, where that is possible. */
const ORIENTATION = 'urn:3gpp:video-orientation';

/**
 * What another process is assumed to take: every codec. What is lost is asked for again by NACK and comes under its own
 * number, without RTX (RFC 4588); the line to it is this machine, so that nothing estimates its bandwidth.
 */
const CAPABILITIES: RtpCapabilities = {
  codecs: (routerRtpCapabilities.codecs ?? [])
    .filter(({ mimeType }) => !mimeType.toLowerCase().endsWith('/rtx'))
    .map((codec) => ({
      ...codec,
      rtcpFeedback: codec.rtcpFeedback?.filter(({ type }) => type === 'nack') ?? [],
    })),
  headerExtensions: (routerRtpCapabilities.headerExtensions ?? []).filter(({ uri }) => uri === ORIENTATION),
};

/** A mediasoup PlainTransport. */
export class MediasoupTap implements SfuTap {
  readonly local: LocalAddress;
  readonly #transport: types.PlainTransport;
  readonly #room: ConsumingRoom;

  constructor(transport: types.PlainTransport, room: ConsumingRoom) {
    const { localAddress: address, localPort: port } = transport.tuple;
    this.local = { address, port };
    this.#transport = transport;
    this.#room = room;
  }

  async connect({ address, port }: LocalAddress): Promise<void> {
    await requestWhileOpen(this.#transport, () => this.#transport.connect({ ip: address, port }));
  }

  async consume(producerId: string): Promise<SfuConsumer> {
    const { consumer, pipe } = await consumeOn(this.#transport, this.#room, {
      producerId,
      rtpCapabilities: CAPABILITIES,
      paused: true,
    });
    return new MediasoupConsumer(consumer, pipe);
  }

  close(): void {
    this.#transport.close();
  }
}
