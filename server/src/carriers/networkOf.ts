import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { plainAddress, type TrustedProxies } from './TrustedProxies.ts';

const here = new BlockList();
here.addSubnet('127.0.0.0', 8, 'ipv4');
here.addAddress('::1', 'ipv6');

/**
 * What tells one client from another by where it comes from: the address, or of IPv6 the 64 bits that one household
 * shares. Undefined for a proxy on this machine, behind which everybody is.
 */
export function networkOf(address: string | undefined): string | undefined {
  const plain = plainAddress(address);
  if (isIP(plain) === 0 || here.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')) return undefined;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/**
 * The same of a client whom proxies may have passed on. Each of them adds from whom it has the request at the end of the
 * header, so that is read from there as long as who wrote it is trusted. Undefined, too, for a proxy that does not say.
 */
export function clientNetwork(
  address: string | undefined,
  headers: IncomingHttpHeaders,
  proxies: Pick<TrustedProxies, 'trusts'> | undefined,
): string | undefined {
  const senders = [headers['x-forwarded-for']].flat().join(',').split(',');
  let sender = address;
  while (proxies?.trusts(sender)) {
    sender = senders.pop()?.trim();
    if (sender === undefined) return undefined;
  }
  return networkOf(sender);
}
