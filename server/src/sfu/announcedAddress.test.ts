import type { NetworkInterfaceInfo } from 'node:os';
import { isIPv6 } from 'node:net';
import { describe, expect, it } from 'vitest';
import { announcedAddressProblems, listenAddresses, type Interfaces } from './announcedAddress.ts';

function info(address: string, internal = false): NetworkInterfaceInfo {
  const common = { address, netmask: '', mac: '00:00:00:00:00:00', internal, cidr: null };
  return isIPv6(address) ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
}

const lo = [info('127.0.0.1', true), info('::1', true)];
const server: Interfaces = {
  lo,
  eth0: [info('192.168.1.20'), info('fe80::1'), info('2a01:4f8::20')],
  eth1: [info('169.254.7.7'), info('10.8.0.3')],
};

describe('listenAddresses()', () => {
  it('unset: is every IPv4 address of the machine, each announced as itself', () => {
    expect(listenAddresses(undefined, server)).toEqual([{ ip: '192.168.1.20' }, { ip: '10.8.0.3' }]);
    expect(listenAddresses(' ', server)).toEqual(listenAddresses(undefined, server));
  });

  it('unset: names an address of two interfaces once', () => {
    expect(listenAddresses(undefined, { a: [info('10.0.0.1')], b: [info('10.0.0.1')] })).toEqual([
      { ip: '10.0.0.1' },
    ]);
  });

  it('unset: is loopback on a machine that has nothing else', () => {
    expect(listenAddresses(undefined, { lo })).toEqual([{ ip: '127.0.0.1' }]);
  });

  it('set: listens everywhere and announces the address or name', () => {
    expect(listenAddresses('8.8.4.4', server)).toEqual([{ ip: '0.0.0.0', announcedAddress: '8.8.4.4' }]);
    expect(listenAddresses('media.example.org', server)).toEqual([
      { ip: '0.0.0.0', announcedAddress: 'media.example.org' },
    ]);
  });

  it('set: listens on both families for an address of each', () => {
    expect(listenAddresses('8.8.4.4, 2a01:4f8::20', server)).toEqual([
      { ip: '0.0.0.0', announcedAddress: '8.8.4.4' },
      { ip: '::', announcedAddress: '2a01:4f8::20' },
    ]);
  });
});

describe('announcedAddressProblems()', () => {
  const names: Record<string, string[]> = {
    'media.example.org': ['8.8.4.4'],
    'here.example.org': ['192.168.1.20'],
    'old.example.org': ['203.0.113.9'],
  };
  const problemsOf = (configured: string | undefined, interfaces: Interfaces = server) =>
    announcedAddressProblems({
      configured,
      interfaces,
      resolve: async (name) => names[name] ?? Promise.reject(new Error('ENOTFOUND')),
      ports: { first: 20_000, last: 20_003 },
    });

  it('has none for an unset address, or one of the machine', async () => {
    for (const configured of [undefined, '192.168.1.20', '10.8.0.3,2a01:4f8::20', 'here.example.org']) {
      expect(await problemsOf(configured)).toEqual([]);
    }
  });

  it.each([
    ['https://media.example.org', 'neither an IP address nor a host name'],
    ['8.8.4.4:20000', 'neither an IP address nor a host name'],
    ['8.8.4', 'neither an IP address nor a host name'],
    ['nowhere.example.org', 'has no address'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.251', 'multicast'],
    ['ff02::1', 'multicast'],
    ['169.254.7.7', 'link-local'],
    ['fe80::1', 'link-local'],
    ['192.0.2.1', 'documentation'],
    ['2001:db8::1', 'documentation'],
    ['old.example.org', 'documentation'],
    ['255.255.255.255', 'broadcast'],
    ['245.0.0.1', 'reserved'],
    ['8.8.4.4,8.8.8.8', 'too many addresses'],
    ['8.8.4.4,media.example.org', 'too many addresses'],
  ])('%s stops the start: %s', async (configured, words) => {
    const problems = await problemsOf(configured);
    expect(problems.filter(({ level }) => level === 'error')).toMatchObject([
      { message: expect.stringContaining(words) },
    ]);
  });

  it.each([
    ['127.0.0.1', 'only browsers on this machine'],
    ['::1', 'only browsers on this machine'],
    ['172.16.9.9', 'only browsers in its network'],
    ['100.64.0.9', 'only browsers in its network'],
    ['fd00::9', 'only browsers in its network'],
    ['8.8.4.4', 'must forward UDP and TCP ports 20000 to 20003'],
    ['media.example.org', 'media.example.org (8.8.4.4) is not an address of this machine'],
  ])('%s is a warning: %s', async (configured, words) => {
    expect(await problemsOf(configured)).toEqual([
      { level: 'warning', message: expect.stringContaining(words) },
    ]);
  });

  it('takes an address of a range that nobody has, when this machine has it', async () => {
    const closed = { eth0: [{ ...lo[0], address: '192.0.2.7', internal: false }] } as Interfaces;
    expect(await problemsOf('192.0.2.7', closed)).toEqual([]);
    expect(await problemsOf('192.0.2.8', closed)).toMatchObject([{ level: 'error' }]);
  });

  it('warns on a machine without a network', async () => {
    expect(await problemsOf(undefined, { lo })).toMatchObject([{ level: 'warning' }]);
  });
});
