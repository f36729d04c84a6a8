// What relaying costs when nothing is done to a packet: a socket for clients, and one for each of them to its peer. A
// client's first packet has the port of its peer in it. Argument: the port for clients.
import { createSocket, type Socket } from 'node:dgram';
import { BUFFER_SIZE, loopback } from './TurnClient.ts';

const options = {
  type: 'udp4',
  recvBufferSize: BUFFER_SIZE,
  sendBufferSize: BUFFER_SIZE,
  lookup: (name: string, _options: unknown, callback: (error: null, ip: string, family: number) => void) => {
    callback(null, name, 4);
  },
} as const;

const clients = createSocket(options);
const relays = new Map<number, { relay: Socket; peerPort: number }>();

clients.on('message', (data, from) => {
  let entry = relays.get(from.port);
  if (!entry) {
    const relay = createSocket(options);
    relay.on('message', (answer) => {
      clients.send(answer, from.port, loopback);
    });
    relay.bind(0, loopback);
    entry = { relay, peerPort: data.readUInt16BE(0) };
    relays.set(from.port, entry);
  }
  entry.relay.send(data, entry.peerPort, loopback);
});
clients.bind(Number(process.argv[2]), loopback, () => process.send?.('listening'));
