import { expect, test } from 'vitest';
import { ipFromBytes, ipToBytes } from './ip.ts';

test.each([
  '0.0.0.0',
  '192.0.2.1',
  '255.255.255.255',
  '::',
  '::1',
  '1::',
  '2001:db8::1',
  '2001:db8:0:1:1:1:1:1',
  '2001:0:0:1::1',
  '2001:db8:1234:5678:11:2233:4455:6677',
  '::ffff:127.0.0.1',
  'fe80::1',
])('%s is the same after a way over its bytes', (ip) => {
  const bytes = ipToBytes(ip);
  expect(bytes && ipFromBytes(bytes)).toBe(ip);
});

test.each(['', 'localhost', '1.2.3', '1.2.3.256', '01.2.3.4', '::1::', 'fe80::1%lo', '1:2:3:4:5:6:7:8:9'])(
  '"%s" is no address',
  (text) => {
    expect(ipToBytes(text)).toBeUndefined();
  },
);

test('another spelling of an address has the same bytes', () => {
  expect(ipToBytes('0:0:0:0:0:FFFF:7F00:0001')).toEqual(ipToBytes('::ffff:127.0.0.1'));
});
