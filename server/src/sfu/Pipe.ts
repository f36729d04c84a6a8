import type { types } from 'mediasoup';
import { NotFoundError } from 'mediasoup/errors';
import { requestWhileOpen } from './mediaErrors.ts';
import type { PipedEnds } from './PipedProducer.ts';
import type { RouterPart } from './RouterPart.ts';
import { LOCAL_LISTEN_INFO } from './localListenInfo.ts';

/**
 * What joins two parts of a room: a PipeTransport on each, connected to the other.
 *
 * mediasoup's own `pipeToRouter()` keeps a pair that could not be made for good, and has nobody to catch what it pauses
 * and resumes on a worker that has died; and it cannot silence a producer that nobody wants for the moment.
 */
export class Pipe {
  readonly #ends: ReadonlyMap<RouterPart, types.PipeTransport>;

  static async between(one: RouterPart, other: RouterPart): Promise<Pipe> {
    const made = await Promise.allSettled([one, other].map((part) => createPipeTransport(part)));
    const [here, there] = made.map((end) => (end.status === 'fulfilled' ? end.value : undefined));
    try {
      for (const end of made) if (end.status === 'rejected') throw end.reason;
      if (!here || !there) throw new Error('unreachable: both ends were made');
      await Promise.all([connect(here, there), connect(there, here)]);
      here.observer.once('close', () => there.close());
      there.observer.once('close', () => here.close());
      return new Pipe(
        new Map([
          [one, here],
          [other, there],
        ]),
      );
    } catch (error) {
      here?.close();
      there?.close();
      throw error;
    }
  }

  private constructor(ends: ReadonlyMap<RouterPart, types.PipeTransport>) {
    this.#ends = ends;
  }

  /** Brings a producer of one part to the other: all its sizes, as they come. */
  async carry(producerId: string, from: RouterPart): Promise<PipedEnds> {
    const [[, near], [, far]] = [...this.#ends].toSorted(([a]) => (a === from ? -1 : 1)) as [End, End];
    const discard = (late: { close(): void }): void => late.close();
    const consumer = await requestWhileOpen(near, () => near.consume({ producerId }), discard);
    const { kind, rtpParameters, producerPaused } = consumer;
    let producer: types.Producer;
    try {
      producer = await requestWhileOpen(
        far,
        () => far.produce({ id: producerId, kind, rtpParameters, paused: producerPaused }),
        discard,
      );
    } catch (error) {
      consumer.close();
      throw error;
    }
    if (!consumer.closed) return { consumer, producer };
    producer.close();
    throw new NotFoundError(`the producer ${producerId} was closed meanwhile`);
  }
}

type End = [RouterPart, types.PipeTransport];

function createPipeTransport({ router }: RouterPart): Promise<types.PipeTransport> {
  return requestWhileOpen(
    router,
    () => router.createPipeTransport({ listenInfo: LOCAL_LISTEN_INFO, enableRtx: false, enableSrtp: false }),
    (late) => late.close(),
  );
}

async function connect(transport: types.PipeTransport, to: types.PipeTransport): Promise<void> {
  const { localAddress: ip, localPort: port } = to.tuple;
  await requestWhileOpen(transport, () => transport.connect({ ip, port }));
}
