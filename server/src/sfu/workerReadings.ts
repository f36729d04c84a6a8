import { readFile } from 'node:fs/promises';
import type { Readings, Sample } from '../metrics/catalogue.ts';
import type { WorkerPool } from './WorkerPool.ts';

/** What the workers of a pool tell of themselves. */
export async function workerReadings(pool: WorkerPool): Promise<Readings> {
  const workers = await Promise.all(
    pool.workers.map(async ({ number, pid, load, traffic }) => {
      const [flows, memory] = await Promise.all([
        traffic.read(),
        residentMemory(pid),
        load.measure().catch(() => {}),
      ]);
      return { worker: String(number), load, flows, memory };
    }),
  );
  const each = (value: (worker: (typeof workers)[number]) => number): Sample[] =>
    workers.map((one) => [one.worker, value(one)]);
  const flows = workers.flatMap(({ worker, flows }) => flows.map((one) => ({ worker, ...one })));
  const eachFlow = (what: 'bytes' | 'packets' | 'bitrate'): Sample[] =>
    flows.map((flow) => [flow.worker, flow.direction, flow.other, flow[what]]);
  return {
    parley_workers: [[workers.length]],
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
  };
}

/** In bytes. @see proc(5), `VmRSS` */
async function residentMemory(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}
