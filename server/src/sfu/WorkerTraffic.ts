import type { types } from 'mediasoup';
import { roundTripIn } from './transportReading.ts';

interface Flow {
  bytes: number;
  packets: number;
}

/** With whom: with clients, or by pipes with the other workers. */
const others = ['clients', 'workers'] as const;
const directions = ['in', 'out'] as const;

type Other = (typeof others)[number];
type Direction = (typeof directions)[number];

/** What was read last of a stream, or of one direction of a transport, and where it is added. */
interface Reading {
  flow: Flow;
  count: number;
}

/** What one worker has received and sent so far, how fast and how well it does now. */
export interface TrafficReading {
  /** With its bit rate, in bits per second. */
  readonly flows: readonly (Flow & { other: Other; direction: Direction; bitrate: number })[];
  /** Milliseconds to clients and back, one of each transport that sends. */
  readonly roundTrips: readonly number[];
  /** The share that is lost of what comes from clients and of what goes to them, one of each transport. */
  readonly losses: Readonly<Record<Direction, readonly number[]>>;
}

interface TransportState {
  readonly bitrates: Record<Direction, number>;
  readonly losses: Readonly<Record<Direction, number | undefined>>;
}

/**
 * What one worker has received and sent. mediasoup counts in each transport, and packets only in each producer and
 * consumer, so all of them are asked whenever somebody wants to know.
 */
export class WorkerTraffic {
  readonly #flows: Record<Other, Record<Direction, Flow>> = {
    clients: { in: { bytes: 0, packets: 0 }, out: { bytes: 0, packets: 0 } },
    workers: { in: { bytes: 0, packets: 0 }, out: { bytes: 0, packets: 0 } },
  };
  readonly #transports = new Map<types.Transport, Record<Direction, Reading>>();
  readonly #streams = new Map<types.Producer | types.Consumer, Reading & { transport: types.Transport }>();

  constructor(worker: types.Worker) {
    worker.observer.on('newrouter', (router) => {
      router.observer.on('newtransport', (transport) => this.#watch(transport));
    });
  }

  async read(): Promise<TrafficReading> {
    /** Alike for all consumers of a transport. */
    const roundTrips = new Map<types.Transport, number>();
    const [states] = await Promise.all([
      Promise.all(
        [...this.#transports.keys()].map(async (transport) => ({
          other: otherOf(transport),
          ...(await this.#readTransport(transport)),
        })),
      ),
      Promise.all([...this.#streams.keys()].map((stream) => this.#readStream(stream, roundTrips))),
    ]);
    const flows = others.flatMap((other) =>
      directions.map((direction) => {
        const theirs = states.filter((each) => each.other === other);
        const bitrate = theirs.reduce((sum, { bitrates }) => sum + bitrates[direction], 0);
        return { other, direction, bitrate, ...this.#flows[other][direction] };
      }),
    );
    const lossesOf = (direction: Direction) =>
      states.flatMap(({ other, losses }) => (other === 'clients' ? (losses[direction] ?? []) : []));
    return {
      flows,
      roundTrips: [...roundTrips.values()],
      losses: { in: lossesOf('in'), out: lossesOf('out') },
    };
  }

  /** A transport is about to be closed: the worker answers this before it closes it. */
  closing(transport: types.Transport): void {
    if (this.#transports.has(transport)) void this.#readTransport(transport);
  }

  #watch(transport: types.Transport): void {
    const flows = this.#flows[otherOf(transport)];
    this.#transports.set(transport, {
      in: { flow: flows.in, count: 0 },
      out: { flow: flows.out, count: 0 },
    });
    transport.observer.once('close', () => this.#transports.delete(transport));
    transport.observer.on('newproducer', (producer) => {
      this.#streams.set(producer, { transport, flow: flows.in, count: 0 });
      producer.observer.once('close', () => this.#streams.delete(producer));
    });
    transport.observer.on('newconsumer', (consumer) => {
      this.#streams.set(consumer, { transport, flow: flows.out, count: 0 });
      consumer.observer.once('close', () => this.#streams.delete(consumer));
    });
  }

  async #readTransport(transport: types.Transport): Promise<TransportState> {
    const reading = this.#transports.get(transport);
    const [stats] = await statsOf<types.BaseTransportStats>(transport);
    if (!reading || !stats) return { bitrates: { in: 0, out: 0 }, losses: { in: undefined, out: undefined } };
    count(reading.in, stats.bytesReceived, 'bytes');
    count(reading.out, stats.bytesSent, 'bytes');
    return {
      bitrates: { in: stats.recvBitrate, out: stats.sendBitrate },
      losses: { in: stats.rtpPacketLossReceived, out: stats.rtpPacketLossSent },
    };
  }

  async #readStream(
    stream: types.Producer | types.Consumer,
    roundTrips: Map<types.Transport, number>,
  ): Promise<void> {
    const reading = this.#streams.get(stream);
    const stats = await statsOf<types.ProducerStat | types.ConsumerStat>(stream);
    // A consumer tells of its producer's streams as well.
    const own = 'producerId' in stream ? 'outbound-rtp' : 'inbound-rtp';
    const packets = stats.filter(({ type }) => type === own).reduce((sum, stat) => sum + stat.packetCount, 0);
    if (!reading) return;
    count(reading, packets, 'packets');
    const roundTrip = 'producerId' in stream ? roundTripIn(stats) : undefined;
    if (roundTrip !== undefined && otherOf(reading.transport) === 'clients') {
      roundTrips.set(reading.transport, roundTrip);
    }
  }
}

const otherOf = ({ type }: types.Transport): Other => (type === 'pipe' ? 'workers' : 'clients');

/** Of what is closed meanwhile, nothing. */
async function statsOf<T>(thing: { getStats(): Promise<unknown[]> }): Promise<T[]> {
  return thing.getStats().catch(() => []) as Promise<T[]>;
}

/** Adds what is new. Two readings that cross each other count nothing twice. */
function count(reading: Reading, now: number, what: 'bytes' | 'packets'): void {
  if (now <= reading.count) return;
  reading.flow[what] += now - reading.count;
  reading.count = now;
}
