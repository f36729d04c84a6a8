// Where the server may relay to: an allow-list first, and a deny-list that beats it. Without it, a TURN server is a
// door into the network it stands in.
import { ipToBytes, type Address } from './ip.ts';

/** An address with the ports, from and to, that may be reached at it. */
export interface AllowedPeer {
  ip: string;
  from: number;
  to: number;
}

export interface PeerFilterOptions {
  /** The media addresses: they may be private ones, as they are named one by one. */
  allowed: readonly AllowedPeer[];
  /** CIDR ranges that are denied, whatever else allows them. */
  denied: readonly string[];
  /** Opens all public addresses, for calls between two browsers. */
  isPublicAllowed: boolean;
  /** The addresses of the relays, inside and outside of an address translation. */
  own: readonly string[];
  /** All addresses of this machine, which are not public to it. */
  local: readonly string[];
  /** Whether there is a live relay at one of them. */
  hasRelay: (ip: string, port: number) => boolean;
}

interface Range {
  bytes: Uint8Array;
  bits: number;
}

/**
 * Never reached, not even by name: unspecified, metadata of clouds, multicast, reserved and broadcast, and the IPv6
 * ranges in which an IPv4 address hides: mapped, translated, NAT64, 6to4 and Teredo.
 */
const never = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::ffff:0:0/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
  'fe80::/10',
  'ff00::/8',
].map(rangeOf);
/** Not public, and so reached only when named one by one: the special-purpose registries of IANA (RFC 6890). */
const notPublic = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::/96',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fec0::/10',
].map(rangeOf);

/** @throws {RangeError} when it is no CIDR range, or has bits set behind its prefix. */
function rangeOf(cidr: string): Range {
  const [ip = '', prefix = '', ...rest] = cidr.split('/');
  const bytes = ipToBytes(ip);
  const bits = Number(prefix);
  const isPrefix = /^\d{1,3}$/.test(prefix) && bits <= (bytes?.length ?? 0) * 8;
  if (!bytes || !isPrefix || rest.length > 0) throw new RangeError(`"${cidr}" is no CIDR range`);
  const hasHostBits = bytes.some((byte, index) => (byte & ~maskOf(bits, index) & 0xff) !== 0);
  if (hasHostBits) throw new RangeError(`"${cidr}" has bits set behind its prefix`);
  return { bytes, bits };
}

/** @throws {RangeError} as a range that is none stops the start. */
export function checkCidr(cidr: string): string {
  rangeOf(cidr);
  return cidr;
}

/** The part of a prefix that falls into a byte, as a mask. */
function maskOf(bits: number, index: number): number {
  return (0xff00 >> Math.max(0, Math.min(8, bits - index * 8))) & 0xff;
}

function contains({ bytes, bits }: Range, ip: Uint8Array): boolean {
  return (
    ip.length === bytes.length &&
    bytes.every((byte, index) => (((ip[index] ?? 0) ^ byte) & maskOf(bits, index)) === 0)
  );
}

/** Whether an address may not be a peer, whatever a setting says of it. */
export function isNeverReached(ip: string): boolean {
  const bytes = ipToBytes(ip);
  return !bytes || never.some((range) => contains(range, bytes));
}

/** @throws {RangeError} When it is no CIDR range. */
export function isInRange(cidr: string, ip: string): boolean {
  const bytes = ipToBytes(ip);
  return !!bytes && contains(rangeOf(cidr), bytes);
}

/** Decides which peers may be reached. */
export class PeerFilter {
  readonly #options: PeerFilterOptions;
  readonly #denied: readonly Range[];
  readonly #own: ReadonlySet<string>;

  constructor(options: PeerFilterOptions) {
    this.#options = options;
    this.#denied = [...never, ...options.denied.map(rangeOf)];
    this.#own = new Set(options.own);
  }

  /** Whether any port at this address may be reached: what a permission, which has no port, needs. */
  mayPermit(ip: string): boolean {
    if (this.#isDenied(ip)) return false;
    return this.isOwn(ip) || this.#options.allowed.some((peer) => peer.ip === ip) || this.#isOpen(ip);
  }

  mayReach({ ip, port }: Address): boolean {
    if (port === 0 || this.#isDenied(ip)) return false;
    if (this.isAllowed(ip, port)) return true;
    // Of this machine nothing but relays is reached: it may trust whatever comes from its own address.
    return this.isOwn(ip) ? this.#options.hasRelay(ip, port) : this.#isOpen(ip);
  }

  isOwn(ip: string): boolean {
    return this.#own.has(ip);
  }

  /** Whether the allow-list names it. */
  isAllowed(ip: string, port: number): boolean {
    for (const peer of this.#options.allowed) {
      if (peer.ip === ip && peer.from <= port && port <= peer.to) return true;
    }
    return false;
  }

  #isDenied(ip: string): boolean {
    const bytes = ipToBytes(ip);
    return !bytes || this.#denied.some((range) => contains(range, bytes));
  }

  #isOpen(ip: string): boolean {
    const bytes = ipToBytes(ip);
    if (this.#options.local.includes(ip)) return false;
    return this.#options.isPublicAllowed && !!bytes && !notPublic.some((range) => contains(range, bytes));
  }
}
