import { expect, test } from 'vitest';
import { udpSockets } from './udpSockets.ts';

test('ports, inodes and drops are read as Linux prints them', () => {
  const text = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  118: 0100007F:5A3C 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 35871 2 000000005fe02d0b 17
`;
  const sockets = udpSockets((path) => (path.endsWith('udp') ? text : ''));
  expect(sockets).toEqual([{ port: 0x5a3c, inode: '35871', drops: 17 }]);
});
