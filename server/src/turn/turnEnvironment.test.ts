import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { turnEnvironment } from './turnEnvironment.ts';

function addresses(internal: boolean, ...list: string[]): NetworkInterfaceInfo[] {
  return list.map((address) => {
    const common = { address, netmask: '', mac: '', internal, cidr: null };
    return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
  });
}

const lo = addresses(true, '127.0.0.1', '::1');
const machine = { lo, eth0: addresses(false, '169.254.7.7', '10.0.0.5', 'fe80::5', '2001:db8::5') };

const mediaPorts = { first: 20_000, last: 20_007 };

function derived(mediaAddresses: string[], interfaces = machine) {
  return turnEnvironment({}, { secret: 'the secret', mediaAddresses, mediaPorts, interfaces });
}

test('an address of this machine is that of the media and that of the relays', () => {
  expect(derived(['10.0.0.5'])).toEqual({
    TURN_SECRET: 'the secret',
    TURN_LISTEN: '0.0.0.0',
    TURN_RELAY_ADDRESSES: '10.0.0.5',
    TURN_MEDIA_PEERS: '10.0.0.5:20000-20007',
  });
});

test('behind an address translation the relays have an inner and an outer address', () => {
  expect(derived(['203.0.113.5'])).toMatchObject({
    TURN_RELAY_ADDRESSES: '203.0.113.5/10.0.0.5',
    TURN_MEDIA_PEERS: '203.0.113.5/10.0.0.5:20000-20007',
  });
  expect(derived(['2001:db8:9::5'])).toMatchObject({
    TURN_RELAY_ADDRESSES: '2001:db8:9::5/2001:db8::5',
    TURN_MEDIA_PEERS: '[2001:db8:9::5/2001:db8::5]:20000-20007',
  });
});

test('with IPv6, clients are awaited and packets relayed with both families', () => {
  expect(derived(['203.0.113.5', '2001:db8::5'])).toMatchObject({
    TURN_LISTEN: '0.0.0.0,::',
    TURN_RELAY_ADDRESSES: '203.0.113.5/10.0.0.5,2001:db8::5',
    TURN_MEDIA_PEERS: '203.0.113.5/10.0.0.5:20000-20007,[2001:db8::5]:20000-20007',
  });
});

test('of several outer addresses the first one has the inner one, as packets from there can be of one only', () => {
  expect(derived(['203.0.113.5', '203.0.113.6'])).toMatchObject({
    TURN_MEDIA_PEERS: '203.0.113.5/10.0.0.5:20000-20007,203.0.113.6:20000-20007',
  });
});

test('of several addresses of the media all may be reached, and the first own one relays', () => {
  expect(derived(['172.17.0.1', '10.0.0.5'])).toMatchObject({
    TURN_RELAY_ADDRESSES: '10.0.0.5',
    TURN_MEDIA_PEERS: '172.17.0.1:20000-20007,10.0.0.5:20000-20007',
  });
});

test('a machine without a network relays on loopback', () => {
  expect(derived(['127.0.0.1'], { lo } as unknown as typeof machine)).toMatchObject({
    TURN_RELAY_ADDRESSES: '127.0.0.1',
  });
});

test('what the operator sets counts, and an empty variable is not set', () => {
  const set = { TURN_RELAY_ADDRESSES: '10.0.0.9', TURN_MEDIA_PEERS: '', TURN_REALM: 'here', PATH: '/bin' };
  const surroundings = {
    secret: 'the secret',
    mediaAddresses: ['10.0.0.5'],
    mediaPorts,
    interfaces: machine,
  };
  expect(turnEnvironment(set, surroundings)).toMatchObject({
    TURN_RELAY_ADDRESSES: '10.0.0.9',
    TURN_MEDIA_PEERS: '10.0.0.5:20000-20007',
    TURN_REALM: 'here',
    PATH: '/bin',
  });
});

test.each([
  ['0.0.0.0', '127.0.0.1:3000'],
  ['10.0.0.5', '10.0.0.5:3000'],
  ['::', '[::1]:3000'],
  ['localhost', '127.0.0.1:3000'],
])('with a certificate it has the port of HTTPS, before a web server on %s', (host, upstream) => {
  const https = { cert: 'a.crt', key: 'a.key', port: 443, upstream: { host, port: 3000 } };
  const surroundings = { secret: 'the secret', mediaAddresses: [], mediaPorts, interfaces: machine, https };
  expect(turnEnvironment({ TURN_TLS_PORT: '5349' }, surroundings)).toMatchObject({
    TURN_TLS_CERT: 'a.crt',
    TURN_TLS_KEY: 'a.key',
    TURN_TLS_PORT: '443',
    TURN_HTTP_UPSTREAM: upstream,
  });
});

test('before a web server with TLS of its own it hands on to that, and opens plain requests only where it may', () => {
  const https = { cert: 'a.crt', key: 'a.key', port: 443, upstream: undefined, tlsUpstream: 'caddy:8443' };
  const surroundings = { secret: 'the secret', mediaAddresses: [], mediaPorts, interfaces: machine, https };
  const environment = turnEnvironment({ TURN_HTTP_UPSTREAM: '127.0.0.1:1' }, surroundings);
  expect(environment).toMatchObject({ TURN_TLS_CERT: 'a.crt', TURN_HTTPS_UPSTREAM: 'caddy:8443' });
  expect(environment['TURN_HTTP_UPSTREAM']).toBeUndefined();
});
