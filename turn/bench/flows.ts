// Flows of packets between clients and peers.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Path } from './Task.ts';
import { BUFFER_SIZE, loopback, socketTo, TurnClient } from './TurnClient.ts';

/** As big as the packets of a video. */
export const PAYLOAD = 1200;
const FIRST_CHANNEL = 0x4000;

export interface Flow {
  /** Connected to whom it sends. */
  client: Socket;
  /** How many bytes are before the payload in what a client sends and gets. */
  header: number;
  peer: Socket;
  /** The port from which the peer is sent to, and so to which it answers. */
  back: number;
  close(): Promise<void>;
}

/** What a client sends: the header of ChannelData, where there is TURN, and the payload. */
export function frameOf(header: number, payload = PAYLOAD): Buffer {
  const frame = Buffer.alloc(header + payload);
  if (header === 0) return frame;
  frame.writeUInt16BE(FIRST_CHANNEL, 0);
  frame.writeUInt16BE(payload, 2);
  return frame;
}

/** @param peerPort Of the first flow; the others have the ports above. */
export function openFlows(path: Path, count: number, peerPort: number): Promise<Flow[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => openFlow(path, peerPort + index)));
}

async function openFlow(path: Path, peerPort: number): Promise<Flow> {
  const peer = await peerAt(peerPort);
  const turn = path.kind === 'turn' ? await TurnClient.to(path.port) : undefined;
  const client = turn?.socket ?? (await socketTo(path.kind === 'forwarder' ? path.port : peerPort));
  await turn?.allocate();
  await turn?.bind(FIRST_CHANNEL, { ip: loopback, port: peerPort });
  const header = turn ? 4 : 0;
  const frame = frameOf(header, 2);
  // By its first packet the forwarder is told to whom this client's packets go.
  frame.writeUInt16BE(peerPort, header);
  const arrived = once(peer, 'message');
  client.send(frame);
  const [, from] = (await arrived) as [Buffer, { port: number }];
  const close = async () => {
    await turn?.release();
    client.close();
    peer.close();
  };
  return { client, header, peer, back: from.port, close };
}

async function peerAt(port: number): Promise<Socket> {
  const peer = createSocket({
    type: 'udp4',
    recvBufferSize: BUFFER_SIZE,
    sendBufferSize: BUFFER_SIZE,
    // Only addresses are sent to. The usual lookup would put off each packet to the next tick.
    lookup: (host, _options, callback) => {
      callback(null, host, 4);
    },
  });
  const listening = once(peer, 'listening');
  peer.bind(port, loopback);
  await listening;
  return peer;
}

/** Until nothing has come to these sockets for a while. */
export async function drained(sockets: readonly Socket[]): Promise<void> {
  let came = 0;
  const count = () => {
    came += 1;
  };
  for (const socket of sockets) socket.on('message', count);
  for (let before = -1; came > before;) {
    before = came;
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
  for (const socket of sockets) socket.off('message', count);
}
