// Where media is listened for, and which addresses clients are told: pure functions over what the machine has.
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

export interface ListenAddress {
  ip: string;
  /** What clients are told instead of `ip`: an address, or, until it is looked up, a host name. */
  announcedAddress?: string;
}

/** As `os.networkInterfaces()` gives them. */
export type Interfaces = Partial<Record<string, NetworkInterfaceInfo[]>>;

export interface AddressProblem {
  /** An error must stop the start: no client could connect. A warning says who could not. */
  level: 'error' | 'warning';
  message: string;
}

/**
 * @param configured One address or host name, or an IPv4 address (or name) and an IPv6 address separated by a
 *   comma. Unset: every IPv4 address of the machine, each announced as itself; a browser on the same machine
 *   reaches these too, so loopback is for machines that have nothing else.
 */
export function listenAddresses(configured: string | undefined, interfaces: Interfaces): ListenAddress[] {
  const announced = partsOf(configured);
  if (announced.length > 0) {
    return announced.map((address) => ({
      ip: isIPv6(address) ? '::' : '0.0.0.0',
      announcedAddress: address,
    }));
  }
  const own = reachableAddresses(interfaces);
  return own.length > 0 ? own.map((ip) => ({ ip })) : [{ ip: '127.0.0.1' }];
}

export interface AddressCheck {
  configured: string | undefined;
  interfaces: Interfaces;
  /** The addresses of a host name; rejects, or gives none, when it has none. */
  resolve: (name: string) => Promise<readonly string[]>;
  /** First and last port of media. */
  ports: { first: number; last: number };
}

/** What is wrong with the configured address, each in words with what to do. Empty: nothing. */
export async function announcedAddressProblems(check: AddressCheck): Promise<AddressProblem[]> {
  const announced = partsOf(check.configured);
  if (announced.length === 0) {
    if (reachableAddresses(check.interfaces).length > 0) return [];
    return [
      warning('This machine has no network address: only browsers on it, and not Firefox, can send media.'),
    ];
  }
  const problems: AddressProblem[] = [];
  const ofIPv6 = announced.filter((address) => isIPv6(address)).length;
  if (ofIPv6 > 1 || announced.length - ofIPv6 > 1) {
    problems.push(
      error(
        `${announced.join(', ')} are too many addresses: give at most one IPv4 address or name and one IPv6.`,
      ),
    );
  }
  for (const address of announced) {
    if (isIP(address)) problems.push(...problemsOf(address, address, check));
    else problems.push(...(await problemsOfName(address, check)));
  }
  return problems;
}

async function problemsOfName(name: string, check: AddressCheck): Promise<AddressProblem[]> {
  if (!isHostName(name)) {
    return [error(`${name} is neither an IP address nor a host name: give one, without scheme or port.`)];
  }
  const addresses = await check.resolve(name).catch(() => []);
  if (addresses.length === 0) {
    return [error(`The name ${name} has no address: correct it, or add it to the DNS.`)];
  }
  return addresses.flatMap((address) => problemsOf(address, `${name} (${address})`, check));
}

function problemsOf(address: string, called: string, { interfaces, ports }: AddressCheck): AddressProblem[] {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (loopback.check(address, family)) {
    return [warning(`${called} is a loopback address: only browsers on this machine can connect.`)];
  }
  const isOwn = ownAddresses(interfaces).includes(address);
  const wrong = wrongRanges.find(
    ({ range, nobodyHasIt }) => range.check(address, family) && !(isOwn && nobodyHasIt),
  );
  if (wrong) {
    return [error(`${called} is ${wrong.name}: no browser can reach it. Give an address of this server.`)];
  }
  if (isOwn) return [];
  const range = ports.first === ports.last ? `port ${ports.first}` : `ports ${ports.first} to ${ports.last}`;
  if (privateRange.check(address, family)) {
    return [
      warning(
        `${called} is a private address and not one of this machine: only browsers in its network can connect, ` +
          `if whoever has it forwards UDP and TCP ${range} to this machine.`,
      ),
    ];
  }
  return [
    warning(
      `${called} is not an address of this machine: its router must forward UDP and TCP ${range} to it.`,
    ),
  ];
}

function partsOf(configured: string | undefined): string[] {
  return (configured ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

/** IPv4 addresses at which others can reach the machine, in the order of its interfaces. */
function reachableAddresses(interfaces: Interfaces): string[] {
  const own = Object.values(interfaces)
    .flatMap((infos) => infos ?? [])
    .filter((info) => !info.internal && isIPv4(info.address) && !linkLocal.check(info.address))
    .map((info) => info.address);
  return [...new Set(own)];
}

function ownAddresses(interfaces: Interfaces): string[] {
  return Object.values(interfaces).flatMap((infos) => (infos ?? []).map((info) => info.address));
}

/** RFC 1123 section 2.1; a last label of digits only would be a mistyped address. */
function isHostName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  return (
    text.length <= 253 &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

function rangeOf(...subnets: string[]): BlockList {
  const range = new BlockList();
  for (const subnet of subnets) {
    const [net = '', prefix] = subnet.split('/');
    range.addSubnet(net, Number(prefix), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  return range;
}

// https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
const linkLocal = rangeOf('169.254.0.0/16', 'fe80::/10');
const loopback = rangeOf('127.0.0.0/8', '::1/128');
const privateRange = rangeOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7');
/** `nobodyHasIt`: unless this machine does, in a network that is closed to the world. */
const wrongRanges: { name: string; range: BlockList; nobodyHasIt?: true }[] = [
  { name: 'the unspecified address', range: rangeOf('0.0.0.0/8', '::/128') },
  { name: 'the broadcast address', range: rangeOf('255.255.255.255/32') },
  { name: 'a multicast address', range: rangeOf('224.0.0.0/4', 'ff00::/8') },
  { name: 'a link-local address', range: linkLocal },
  {
    name: 'an address of the documentation range',
    range: rangeOf('192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'),
    nobodyHasIt: true,
  },
  { name: 'a reserved address', range: rangeOf('240.0.0.0/4'), nobodyHasIt: true },
];

function error(message: string): AddressProblem {
  return { level: 'error', message };
}

function warning(message: string): AddressProblem {
  return { level: 'warning', message };
}
