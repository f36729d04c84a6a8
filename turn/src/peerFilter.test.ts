import { expect, test } from 'vitest';
import { checkCidr, isNeverReached, PeerFilter, type PeerFilterOptions } from './peerFilter.ts';

function filterWith(options: Partial<PeerFilterOptions> = {}): PeerFilter {
  return new PeerFilter({
    allowed: [{ ip: '10.0.0.7', from: 20_000, to: 20_007 }],
    denied: [],
    isPublicAllowed: false,
    own: ['203.0.113.5'],
    local: ['9.9.9.9'],
    hasRelay: (_, port) => port === 50_000,
    ...options,
  });
}

const open = filterWith({ isPublicAllowed: true });

test('[PF1] only the media ports are reached, and live relays', () => {
  const filter = filterWith();
  expect(filter.mayReach({ ip: '10.0.0.7', port: 20_000 })).toBe(true);
  expect(filter.mayReach({ ip: '10.0.0.7', port: 20_008 })).toBe(false);
  expect(filter.mayReach({ ip: '10.0.0.8', port: 20_000 })).toBe(false);
  expect(filter.mayReach({ ip: '203.0.113.5', port: 50_000 })).toBe(true);
  expect(filter.mayReach({ ip: '203.0.113.5', port: 22 })).toBe(false);
  expect(filter.mayPermit('8.8.8.8')).toBe(false);
});

test('[PF1] a setting opens public addresses', () => {
  for (const ip of ['8.8.8.8', '2606:4700::1111']) {
    expect([open.mayPermit(ip), open.mayReach({ ip, port: 9 })]).toEqual([true, true]);
  }
});

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
  '2001:db8::1',
  'not an address',
])('[PF2] %s is not public', (ip) => {
  expect([open.mayPermit(ip), open.mayReach({ ip, port: 9 })]).toEqual([false, false]);
});

test.each([
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:0:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::a00:1',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::1',
  '2002:a00:1::',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
])('[PF3] the disguise %s is not reached', (ip) => {
  expect([open.mayPermit(ip), open.mayReach({ ip, port: 9 })]).toEqual([false, false]);
});

test.each(['169.254.169.254', '0.0.0.0', '224.0.0.1', '::ffff:10.0.0.7', '64:ff9b::a00:7', 'fe80::1'])(
  '[PF2] %s is not reached even when it is named',
  (ip) => {
    expect(isNeverReached(ip)).toBe(true);
    const filter = filterWith({ allowed: [{ ip, from: 1, to: 65_535 }] });
    expect([filter.mayPermit(ip), filter.mayReach({ ip, port: 9 })]).toEqual([false, false]);
  },
);

test('[PF4] a denied range beats whatever allows it', () => {
  const filter = filterWith({
    denied: ['10.0.0.0/29', '8.8.0.0/16', '203.0.113.5/32'],
    isPublicAllowed: true,
  });
  expect(filter.mayReach({ ip: '10.0.0.7', port: 20_000 })).toBe(false);
  expect(filter.mayReach({ ip: '8.8.8.8', port: 9 })).toBe(false);
  expect(filter.mayReach({ ip: '8.9.8.8', port: 9 })).toBe(true);
  expect(filter.mayReach({ ip: '203.0.113.5', port: 50_000 })).toBe(false);
});

test.each([
  '10.0.0.0',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0.1/8',
  '10.0.0.0/8/8',
  '::/129',
  'x/8',
  '10.0.0.0/-1',
])('[PF4] "%s" is no range', (cidr) => {
  expect(() => checkCidr(cidr)).toThrow(RangeError);
});

test('[PF5] with all public addresses open, the own one still has relays only', () => {
  const filter = filterWith({ own: ['8.8.4.4'], isPublicAllowed: true });
  expect(filter.mayReach({ ip: '8.8.4.4', port: 50_000 })).toBe(true);
  expect(filter.mayReach({ ip: '8.8.4.4', port: 443 })).toBe(false);
});

test('[PF5] another address of this machine is not public to it', () => {
  expect([open.mayPermit('9.9.9.9'), open.mayReach({ ip: '9.9.9.9', port: 443 })]).toEqual([false, false]);
});
