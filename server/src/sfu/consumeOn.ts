import type { types } from 'mediasoup';
import type { RtpCapabilities } from '@parley/protocol';
import type { Layers } from '../call/ports.ts';
import { mediaError, requestWhileOpen } from './mediaErrors.ts';
import type { PipeUse } from './PipedProducer.ts';

/** The room of a transport on which something is received. */
export interface ConsumingRoom {
  /** What is to be received may have to be brought from another worker. Undefined: it has not. */
  receives(producerId: string): PipeUse | undefined;
}

/**
 * A consumer on a transport, and the pipe by which its producer gets there: it is ended with the consumer.
 * @throws {CallError} `unsupported_media` for capabilities that cannot receive the producer.
 */
export async function consumeOn(
  transport: types.Transport,
  room: ConsumingRoom,
  options: { producerId: string; rtpCapabilities: RtpCapabilities; paused: boolean; layers?: Layers },
): Promise<{ consumer: types.Consumer; pipe: PipeUse | undefined }> {
  const { producerId, paused, layers } = options;
  const preferred = layers && {
    preferredLayers: { spatialLayer: layers.spatial, temporalLayer: layers.temporal },
  };
  const rtpCapabilities = options.rtpCapabilities as types.RtpCapabilities;
  const pipe = room.receives(producerId);
  pipe?.want(!paused);
  let consumer: types.Consumer;
  try {
    await pipe?.ready;
    consumer = await requestWhileOpen(
      transport,
      () => transport.consume({ producerId, rtpCapabilities, paused, ...preferred }),
      (late) => late.close(),
    );
  } catch (error) {
    pipe?.end();
    throw mediaError(error);
  }
  // With its producer, perhaps, and before we heard that it is there.
  if (consumer.closed) pipe?.end();
  else consumer.observer.once('close', () => pipe?.end());
  return { consumer, pipe };
}
