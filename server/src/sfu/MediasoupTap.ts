import type { types } from 'mediasoup';
import type { LocalAddress, SfuConsumer, SfuTap } from '../call/ports.ts';
import { tapRtpCapabilities } from './codecs.ts';
import { consumeOn, type ConsumingRoom } from './consumeOn.ts';
import { requestWhileOpen } from './mediaErrors.ts';
import { MediasoupConsumer } from './MediasoupConsumer.ts';

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
      rtpCapabilities: tapRtpCapabilities,
      paused: true,
    });
    return new MediasoupConsumer(consumer, pipe);
  }

  close(): void {
    this.#transport.close();
  }
}
