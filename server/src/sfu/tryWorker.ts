import { createWorker, workerBin } from 'mediasoup';

/** Starts a media worker and ends it again. @throws {Error} Saying which program does not start, and why. */
export async function tryWorker(): Promise<{ program: string }> {
  try {
    const worker = await createWorker({ logLevel: 'warn' });
    worker.close();
    return { program: workerBin };
  } catch (error) {
    throw new Error(`${workerBin}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
