import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** The first port of `count` that are free in a row, for UDP and TCP alike, below the ephemeral range. */
export async function freePorts(count: number): Promise<number> {
  // Anywhere, so that two runs on one machine rarely try the same.
  let first = 20_000 + Math.floor(Math.random() * 12_000);
  for (let found = 0; found < count; found += 1) {
    if (await isFree(first + found)) continue;
    first += found + 1;
    found = -1;
  }
  return first;
}

async function isFree(port: number): Promise<boolean> {
  const tcp = createServer();
  const udp = createSocket('udp4');
  try {
    await once(tcp.listen(port, '0.0.0.0'), 'listening');
    udp.bind(port, '0.0.0.0');
    await once(udp, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    tcp.close();
    // A socket that could not be bound can be closed all the same.
    udp.close();
  }
}
