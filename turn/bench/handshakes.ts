import { processorTime } from '../../scripts/bench/processes.ts';
import type { HandshakesResult, Task } from './Task.ts';
import { TurnClient } from './TurnClient.ts';

/** Clients that are served at the same time. */
const CLIENTS = 16;

/**
 * Makes and gives back allocations, each by a client with a new address, as coturn still knows old ones for a while: an Allocate that is challenged, one that is
 * answered, and a Refresh of no time.
 */
export async function handshakes({
  port,
  seconds,
}: Task & { name: 'handshakes' }): Promise<HandshakesResult> {
  const ownBefore = processorTime([process.pid]);
  const start = performance.now();
  const end = start + seconds * 1000;
  let begun = 0;
  let made = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (performance.now() < end) {
        const client = await TurnClient.to(port, `127.1.${(begun >> 8) & 255}.${begun & 255}`);
        begun += 1;
        await client.allocate();
        await client.release();
        client.socket.close();
        made += 1;
      }
    }),
  );
  const elapsed = (performance.now() - start) / 1000;
  const own = processorTime([process.pid]) - ownBefore;
  return { perSecond: made / elapsed, ownCores: own / 1e9 / elapsed };
}
