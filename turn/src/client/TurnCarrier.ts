// What carries the messages of a TURN client: UDP, TCP, or TLS.
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectTcp, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Address } from '../ip.ts';
import { FrameSplitter } from '../net/FrameSplitter.ts';

export interface TurnCarrier {
  /** Whether what is sent arrives. Otherwise requests are sent again. */
  readonly isReliable: boolean;
  /** Hears every STUN message and every ChannelData that comes. */
  onFrame: (frame: Buffer) => void;
  /** Hears once that it ended, and why. */
  onEnd: (reason: Error) => void;
  send(frame: Buffer): void;
  close(): void;
}

export interface TlsOptions {
  /** Whom the certificate has to name. */
  readonly servername: string;
  /** Whether a certificate that nobody vouches for will do. */
  readonly insecure: boolean;
}

/** Over a socket that is connected to the server. */
export function udpCarrier(socket: UdpSocket): TurnCarrier {
  const carrier: TurnCarrier = {
    isReliable: false,
    onFrame: () => {},
    onEnd: () => {},
    send: (frame) => socket.send(frame, () => {}),
    close: () => void socket.close(),
  };
  socket.on('message', (frame) => carrier.onFrame(frame));
  // The system tells that nobody listens there, if whoever is there tells it.
  socket.on('error', (error) => carrier.onEnd(error));
  return carrier;
}

export async function openUdp({ ip, port }: Address): Promise<TurnCarrier> {
  const socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4');
  const connected = once(socket, 'connect');
  socket.connect(port, ip);
  await connected;
  return udpCarrier(socket);
}

/** @throws {Error} When there is no connection, with the system's code. */
export function openTcp({ ip, port }: Address, limit: number): Promise<TurnCarrier> {
  return opened(connectTcp({ host: ip, port }), 'connect', limit);
}

/** @throws {Error} When there is no connection, or the certificate will not do. */
export function openTls(
  { ip, port }: Address,
  { servername, insecure }: TlsOptions,
  limit: number,
): Promise<TurnCarrier> {
  const name = /^[\d.]+$|:/.test(servername) ? {} : { servername };
  const socket = connectTls({ host: ip, port, ...name, rejectUnauthorized: !insecure });
  return opened(socket, 'secureConnect', limit);
}

async function opened(socket: Socket, event: string, limit: number): Promise<TurnCarrier> {
  try {
    await once(socket, event, { signal: AbortSignal.timeout(limit) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return streamCarrier(socket);
}

function streamCarrier(socket: Socket): TurnCarrier {
  const splitter = new FrameSplitter();
  const carrier: TurnCarrier = {
    isReliable: true,
    onFrame: () => {},
    onEnd: () => {},
    // RFC 8656, section 12.5: over streams ChannelData is padded. STUN messages are so anyway.
    send: (frame) => void socket.write(padded(frame)),
    close: () => void socket.destroy(),
  };
  socket.on('data', (chunk) => {
    if (splitter.push(chunk, (frame) => carrier.onFrame(frame))) return;
    socket.destroy(new Error('what answers is no TURN server'));
  });
  socket.on('error', (error) => carrier.onEnd(error));
  socket.on('close', () => carrier.onEnd(new Error('the server closed the connection')));
  return carrier;
}

function padded(frame: Buffer): Buffer {
  const padding = -frame.length & 3;
  return padding === 0 ? frame : Buffer.concat([frame, Buffer.alloc(padding)]);
}
