import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { mediaPlace } from './mediaPlace.ts';
import { MemoryLog } from './testing/MemoryLog.ts';

test('a host name is announced by its address, and told of to TURN clients by its name', async () => {
  const config = readConfig({ ANNOUNCED_ADDRESS: 'localhost', WORKERS: '1' });
  const { listen, hosts, addresses } = await mediaPlace(config, new MemoryLog());
  expect(listen).toEqual([{ ip: '0.0.0.0', announcedAddress: '127.0.0.1' }]);
  expect(hosts).toEqual(['localhost']);
  expect(addresses).toContain('127.0.0.1');
});

test('an address is announced as it is', async () => {
  const config = readConfig({ ANNOUNCED_ADDRESS: '127.0.0.1,::1', WORKERS: '2' });
  const { listen, ports } = await mediaPlace(config, new MemoryLog());
  expect(listen).toEqual([
    { ip: '0.0.0.0', announcedAddress: '127.0.0.1' },
    { ip: '::', announcedAddress: '::1' },
  ]);
  expect(ports).toEqual({ first: 20_000, last: 20_001 });
});
