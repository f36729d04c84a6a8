import { BlockList, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

const familyOf = (ip: string) => (isIPv6(ip) ? 'ipv6' : 'ipv4');

/** Whether an address is in a network in which this machine is: itself, or the gateway that Docker gives a container. */
export function isInOwnNetwork(ip: string, interfaces = networkInterfaces()): boolean {
  const own = new BlockList();
  for (const { address, cidr } of Object.values(interfaces).flatMap((addresses) => addresses ?? [])) {
    if (cidr) own.addSubnet(address, Number(cidr.split('/')[1]), familyOf(address));
  }
  return own.check(ip, familyOf(ip));
}
