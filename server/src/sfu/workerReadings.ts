import type { Readings, Sample } from '../metrics/catalogue.ts';
import { quantilesOf } from '../metrics/quantilesOf.ts';
import { readWorkers } from './readWorkers.ts';
import type { WorkerPool } from './WorkerPool.ts';

/** What the workers of a pool tell of themselves, as metrics. */
export async function workerReadings(pool: WorkerPool): Promise<Readings> {
  const read = await readWorkers(pool);
  const workers = read.map(({ number, ...rest }) => ({ worker: String(number), ...rest }));
  const each = (value: (worker: (typeof workers)[number]) => number): Sample[] =>
    workers.map((one) => [one.worker, value(one)]);
  const flows = workers.flatMap(({ worker, traffic }) => traffic.flows.map((one) => ({ worker, ...one })));
  const eachFlow = (what: 'bytes' | 'packets' | 'bitrate'): Sample[] =>
    flows.map((flow) => [flow.worker, flow.direction, flow.other, flow[what]]);
  const all = <T>(of: (worker: (typeof workers)[number]) => readonly T[]): T[] => workers.flatMap(of);
  return {
    parley_workers: [[workers.length]],
    parley_worker_deaths_total: [[pool.deaths]],
    parley_worker_cpu_seconds_total: each(({ load }) => load.cpuTime / 1_000),
    parley_worker_memory_bytes: workers.flatMap(({ worker, memory }): Sample[] =>
      memory === undefined ? [] : [[worker, memory]],
    ),
    parley_worker_load: workers.flatMap(({ worker, load }): Sample[] => [
      [worker, 'consumers', load.shares.consumers],
      [worker, 'cpu', load.shares.cpu],
    ]),
    parley_worker_routers: each(({ load }) => load.counts.routers),
    parley_worker_transports: each(({ load }) => load.counts.transports - load.counts.pipeTransports),
    parley_worker_producers: each(({ load }) => load.counts.producers),
    parley_worker_consumers: each(({ load }) => load.counts.consumers),
    parley_worker_pipes: each(({ load }) => load.counts.pipeTransports),
    parley_worker_bytes_total: eachFlow('bytes'),
    parley_worker_packets_total: eachFlow('packets'),
    parley_worker_bits_per_second: eachFlow('bitrate'),
    parley_worker_transport_failures_total: workers.flatMap(({ worker, clients }) =>
      Object.entries(clients.failures).map(([reason, count]): Sample => [worker, reason, count]),
    ),
    parley_transports: (['udp', 'tcp', 'relayed', 'none'] as const).map((path) => [
      path,
      workers.reduce((sum, { clients }) => sum + clients.paths[path], 0),
    ]),
    parley_round_trip_seconds: quantilesOf(all(({ traffic }) => traffic.roundTrips)).map(
      ([quantile, ms]): Sample => [quantile, ms / 1_000],
    ),
    parley_loss_ratio: (['in', 'out'] as const).flatMap((direction) =>
      quantilesOf(all(({ traffic }) => traffic.losses[direction])).map(([quantile, share]): Sample => [
        direction,
        quantile,
        share,
      ]),
    ),
  };
}
