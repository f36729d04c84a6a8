import type { FiveTuple } from '../allocation/FiveTuple.ts';
import type { Client } from '../allocation/ports.ts';
import type { Address } from '../ip.ts';
import type { Dispatcher } from '../requests/Dispatcher.ts';
import { looksLikeChannelData } from '../stun/channelData.ts';
import type { TurnEvents } from '../TurnEvents.ts';
import { DatagramSocket } from './DatagramSocket.ts';

export interface UdpListenerOptions {
  /** Its number in 5-tuples. */
  listener: number;
  address: Address;
  reusePort: boolean;
  dispatcher: Dispatcher;
  /** Takes a packet away that is for another process. */
  passOn: ((listener: number, ip: string, port: number, data: Buffer) => boolean) | undefined;
  events: TurnEvents;
}

/** A UDP port for clients. */
export class UdpListener {
  readonly number: number;
  readonly #socket: DatagramSocket;
  readonly #dispatcher: Dispatcher;

  private constructor({ listener, dispatcher }: UdpListenerOptions, socket: DatagramSocket) {
    this.number = listener;
    this.#dispatcher = dispatcher;
    this.#socket = socket;
  }

  static async listen(options: UdpListenerOptions): Promise<UdpListener> {
    const { listener, address, reusePort, passOn, events } = options;
    const socket = await DatagramSocket.bind({ ...address, reusePort }, events, (data, ip, port) => {
      if (!passOn?.(listener, ip, port, data)) udp.receive(data, ip, port);
    });
    const udp = new UdpListener(options, socket);
    return udp;
  }

  get port(): number {
    return this.#socket.port;
  }

  /** A packet of a client, which may have come by another process. */
  receive(data: Buffer, ip: string, port: number): void {
    const listener = this.number;
    if (looksLikeChannelData(data[0])) this.#dispatcher.channelData(listener, ip, port, data);
    else this.#dispatcher.message(data, new UdpClient(this.#socket, { listener, client: { ip, port } }));
  }

  close(): void {
    this.#socket.close();
  }
}

class UdpClient implements Client {
  readonly fiveTuple: FiveTuple;
  readonly #socket: DatagramSocket;

  constructor(socket: DatagramSocket, fiveTuple: FiveTuple) {
    this.#socket = socket;
    this.fiveTuple = fiveTuple;
  }

  send(message: Buffer): void {
    const { ip, port } = this.fiveTuple.client;
    this.#socket.send(message, 0, message.length, ip, port);
  }

  sendChannelData(channel: number, data: Buffer, start: number, end: number): void {
    const { ip, port } = this.fiveTuple.client;
    this.#socket.sendChannelData(channel, data, start, end, ip, port);
  }
}
