import { readFile } from 'node:fs/promises';
import type { ClientTransports } from './ClientTransports.ts';
import type { WorkerLoad } from './WorkerLoad.ts';
import type { WorkerPool } from './WorkerPool.ts';
import type { TrafficReading } from './WorkerTraffic.ts';

/** What one worker carries, and how well. */
export interface WorkerReading {
  readonly number: number;
  readonly load: WorkerLoad;
  readonly clients: ClientTransports;
  readonly traffic: TrafficReading;
  /** Bytes in RAM, where the system tells. */
  readonly memory: number | undefined;
}

/** What the workers of a pool tell of themselves. */
export function readWorkers(pool: WorkerPool): Promise<WorkerReading[]> {
  return Promise.all(
    pool.workers.map(async ({ number, pid, load, traffic, clients }) => {
      const [read, memory] = await Promise.all([
        traffic.read(),
        residentMemory(pid),
        load.measure().catch(() => {}),
      ]);
      return { number, load, clients, traffic: read, memory };
    }),
  );
}

/** In bytes. @see proc(5), `VmRSS` */
async function residentMemory(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}
