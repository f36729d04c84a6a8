import { WorkerPool, type WorkerPoolOptions } from '../sfu/WorkerPool.ts';
import { systemClock } from '../systemClock.ts';
import type { MemoryLog } from './MemoryLog.ts';

/**
 * Real workers for the tests of one file, with ports of its own. Keep `port` below the kernel's ephemeral ports.
 * MEDIASOUP_WORKER_BIN names their program.
 */
export function workerPools({ port, log }: { port: number; log: MemoryLog }) {
  if (!process.env['MEDIASOUP_WORKER_BIN']) {
    throw new Error('MEDIASOUP_WORKER_BIN must name the mediasoup-worker program: see scripts/setup.mjs');
  }
  const pools: WorkerPool[] = [];
  const self = {
    nextPort: port,
    start: async (options: Partial<WorkerPoolOptions> = {}): Promise<WorkerPool> => {
      const port = self.nextPort;
      self.nextPort += 10;
      const pool = await WorkerPool.start({
        workers: 1,
        port,
        listenAddresses: [{ ip: '127.0.0.1' }],
        isRelay: () => false,
        limits: { consumers: 500, cpu: 0.8 },
        clock: systemClock,
        log,
        ...options,
      });
      pools.push(pool);
      return pool;
    },
    close: async (): Promise<void> => {
      await Promise.all(pools.splice(0).map((pool) => pool.close()));
    },
  };
  return self;
}
