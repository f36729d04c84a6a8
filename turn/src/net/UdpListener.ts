import type { FiveTuple } from '../allocation/FiveTuple.ts';
import type { Client } from '../allocation/ports.ts';
import type { Address } from '../ip.ts';
import type { Dispatcher } from '../requests/Dispatcher.ts';
import { looksLikeChannelData } from '../stun/channelData.ts';
import type { TurnEvents } from '../TurnEvents.ts';
import { DatagramSocket } from './DatagramSocket.ts';

/** A UDP port for clients. */
export class UdpListener {
  readonly #socket: DatagramSocket;

  private constructor(socket: DatagramSocket) {
    this.#socket = socket;
  }

  /** @param listener Its number in 5-tuples. */
  static async listen(
    listener: number,
    address: Address,
    dispatcher: Dispatcher,
    events: TurnEvents,
  ): Promise<UdpListener> {
    const socket: DatagramSocket = await DatagramSocket.bind(address, events, (data, ip, port) => {
      if (looksLikeChannelData(data[0])) dispatcher.channelData(listener, ip, port, data);
      else dispatcher.message(data, new UdpClient(socket, { listener, client: { ip, port } }));
    });
    return new UdpListener(socket);
  }

  get port(): number {
    return this.#socket.port;
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
