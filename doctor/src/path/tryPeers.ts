// Whether a TURN server is a door into the network that it stands in.
import { TurnRefusal, type TurnClient } from '@parley/turn/client';
import { familyOf, type Address } from '@parley/turn/ip';
import { openRelay, type RelayTarget } from './tryRelay.ts';

/** Addresses of nobody's public network, and IPv6 forms in which one of them hides. */
const PRIVATE = [
  '127.0.0.1',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '0.0.0.0',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::1',
  'fc00::1',
  'fe80::1',
];

export interface PeersSeen {
  /** What it would relay to, of what it must not. */
  readonly open: readonly string[];
  /** Ports of its own machine that it would relay to. */
  readonly control: readonly number[];
  /** How many it was asked about. */
  readonly asked: number;
}

/**
 * Asks the TURN server for what it must refuse.
 * @param media Addresses of the media, which it must reach.
 * @param control Ports of its machine that are not for packets of relays.
 * @throws {Error} When it cannot be asked.
 */
export async function tryPeers(
  target: RelayTarget,
  { media, control, limit }: { media: readonly string[]; control: readonly number[]; limit: number },
): Promise<PeersSeen> {
  const open: string[] = [];
  const openPorts: number[] = [];
  let asked = 0;
  for (const family of [4, 6] as const) {
    const client = await openRelay(target, limit);
    try {
      if (!(await hasRelay(client, family))) continue;
      for (const ip of PRIVATE.filter((one) => familyOf(one) === family && !media.includes(one))) {
        asked += 1;
        if (await allows(() => client.permit(ip))) open.push(ip);
      }
      const own = media.find((ip) => familyOf(ip) === family);
      for (const [index, port] of control.entries()) {
        if (own === undefined) break;
        asked += 1;
        if (await allows(() => bind(client, index, { ip: own, port }))) openPorts.push(port);
      }
      await client.release().catch(() => {});
    } finally {
      client.close();
    }
  }
  return { open, control: [...new Set(openPorts)], asked };
}

/** Many servers have relays with IPv4 only. */
async function hasRelay(client: TurnClient, family: 4 | 6): Promise<boolean> {
  try {
    await client.allocate(family);
    return true;
  } catch (error) {
    if (family === 6 && error instanceof TurnRefusal) return false;
    throw error;
  }
}

function bind(client: TurnClient, index: number, peer: Address): Promise<void> {
  return client.bindChannel(0x4000 + index, peer);
}

async function allows(ask: () => Promise<void>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof TurnRefusal) return false;
    throw error;
  }
}
