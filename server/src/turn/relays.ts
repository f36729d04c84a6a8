import { networkInterfaces } from 'node:os';

/** As the TURN server has them (docs/turn.md). */
const DEFAULT_PORTS = '49152-65535';

/**
 * Whether what comes from an address comes from a relay of the TURN server on this machine: from an address that is this
 * machine's, inside or as it is announced, and a port of the relays.
 */
export function relaysOf(
  { TURN_RELAY_PORTS }: Readonly<Record<string, string | undefined>>,
  announced: readonly string[],
): (from: { address: string; port: number }) => boolean {
  const [first = 0, last = first] = (TURN_RELAY_PORTS || DEFAULT_PORTS).split('-').map(Number);
  const interfaces = Object.values(networkInterfaces()).flatMap((some = []) => some);
  const own = new Set([...announced, ...interfaces.map(({ address }) => address)]);
  return ({ address, port }) => port >= first && port <= last && own.has(address);
}
