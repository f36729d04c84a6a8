// Ways by which datagrams get to the media and back: UDP, TCP, or a relay of TURN.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIPv6 } from 'node:net';
import type { Address } from '@parley/turn/ip';
import type { TurnClient } from '@parley/turn/client';

export interface DatagramPath {
  onDatagram: (datagram: Buffer) => void;
  /** Hears that nothing goes this way, and why. */
  onFault: (error: Error) => void;
  send(datagram: Buffer): void;
  close(): void;
}

/** @throws {Error} With the system's code where there is no way at all, as to IPv6 without any. */
export async function udpPath({ ip, port }: Address): Promise<DatagramPath> {
  const socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4');
  const connected = once(socket, 'connect');
  socket.connect(port, ip);
  try {
    await connected;
  } catch (error) {
    socket.close();
    throw error;
  }
  const path: DatagramPath = {
    onDatagram: () => {},
    onFault: () => {},
    send: (datagram) => socket.send(datagram, (error) => error && path.onFault(error)),
    close: () => void socket.close(),
  };
  socket.on('message', (datagram) => path.onDatagram(datagram));
  socket.on('error', (error) => path.onFault(error));
  return path;
}

/** ICE over TCP: each datagram after its length (RFC 4571). @throws {Error} With the system's code. */
export async function tcpPath({ ip, port }: Address, limit: number): Promise<DatagramPath> {
  const socket = connect({ host: ip, port, noDelay: true });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(limit) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  let rest = Buffer.alloc(0);
  const path: DatagramPath = {
    onDatagram: () => {},
    onFault: () => {},
    send: (datagram) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(datagram.length);
      socket.write(Buffer.concat([length, datagram]));
    },
    close: () => void socket.destroy(),
  };
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const end = 2 + rest.readUInt16BE(0);
      path.onDatagram(rest.subarray(2, end));
      rest = rest.subarray(end);
    }
  });
  socket.on('error', (error) => path.onFault(error));
  socket.on('close', () => path.onFault(new Error('the connection was closed')));
  return path;
}

const CHANNEL = 0x4000;

/** By a relay. @throws {Error} Where it relays nothing to this peer. */
export async function relayPath(client: TurnClient, peer: Address): Promise<DatagramPath> {
  await client.bindChannel(CHANNEL, peer);
  const path: DatagramPath = {
    onDatagram: () => {},
    onFault: () => {},
    send: (datagram) => client.sendByChannel(CHANNEL, datagram),
    close: () => client.close(),
  };
  client.onData = (_channel, data) => path.onDatagram(data);
  return path;
}
