import { expect, test } from 'vitest';
import { clientNetwork, networkOf } from './networkOf.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([undefined, '', 'unknown', '127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
  '%s is of none: it may be a proxy, with everybody behind it',
  (address) => {
    expect(networkOf(address)).toBeUndefined();
  },
);

test.each([
  ['127.0.0.1', '192.0.2.7', true, '192.0.2.7'],
  // Who writes the header themselves is not believed: a proxy adds what it sees.
  ['127.0.0.1', '198.51.100.1, 192.0.2.7', true, '192.0.2.7'],
  ['127.0.0.1', '192.0.2.7', false, undefined],
  ['203.0.113.1', '192.0.2.7', true, '203.0.113.1'],
  ['::1', 'unknown', true, undefined],
  ['::1', undefined, true, undefined],
])('from %s, passed on for %s (trusted: %s): %s', (address, forwarded, trustsProxy, network) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(clientNetwork(address, headers, trustsProxy)).toBe(network);
});
