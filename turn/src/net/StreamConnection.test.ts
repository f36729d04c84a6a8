import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { TestServer } from '../testing/TestServer.ts';
import { StreamConnection } from './StreamConnection.ts';

/** A socket of a client that reads nothing. */
function stuckSocket() {
  const written: Buffer[] = [];
  const socket = {
    destroyed: false,
    get writableLength() {
      return written.reduce((sum, { length }) => sum + length, 0);
    },
    write: (bytes: Buffer) => written.push(bytes),
  };
  return { written, socket: socket as unknown as Socket };
}

test('[CN1] ChannelData to a client is padded to four bytes', () => {
  const { written, socket } = stuckSocket();
  const { dispatcher } = new TestServer();
  const fiveTuple = { listener: 1, client: { ip: '192.0.2.1', port: 1 } };
  const connection = new StreamConnection(socket, fiveTuple, dispatcher, {});
  connection.sendChannelData(0x4001, Buffer.from('..abcde'), 2, 7);
  expect(written).toEqual([Buffer.from('400100056162636465000000', 'hex')]);
});

test('[CN3] to a client that does not read, packets are dropped when 1 MB waits', () => {
  const { written, socket } = stuckSocket();
  const { dispatcher } = new TestServer();
  let drops = 0;
  const fiveTuple = { listener: 1, client: { ip: '192.0.2.1', port: 1 } };
  const connection = new StreamConnection(socket, fiveTuple, dispatcher, { dropped: () => (drops += 1) });
  for (let i = 0; i < 2000; i += 1) connection.sendChannelData(0x4000, Buffer.alloc(1020), 0, 1020);
  expect(written).toHaveLength(1025);
  expect(drops).toBe(975);
});
