import type { FiveTuple } from '../allocation/FiveTuple.ts';
import type { Trunk } from '../allocation/ports.ts';
import type { Address } from '../ip.ts';
import type { TurnEvents } from '../TurnEvents.ts';
import { DatagramSocket } from './DatagramSocket.ts';

const LOOPBACK = '127.0.0.1';
/** A datagram holds 65,507 bytes, and two addresses in text and their headers are before the data. */
const MAX_DATA = 65_000;
const Kind = { fromClient: 1, fromRelay: 2 } as const;

export interface TrunkReceiver {
  fromClient(fiveTuple: FiveTuple, data: Buffer): void;
  fromRelay(from: Address, to: Address, data: Buffer): void;
}

/**
 * A socket for each process on the loopback address, over which they hand each other packets. A frame has its kind, the
 * number of the listener, one address or two, and the packet. Addresses stay the text that the system gives, as reading
 * them would cost more than the bytes.
 */
export class UdpTrunk implements Trunk {
  readonly #socket: DatagramSocket;
  readonly #events: TurnEvents;
  readonly #ports = new Map<number, number>();

  private constructor(socket: DatagramSocket, events: TurnEvents) {
    this.#socket = socket;
    this.#events = events;
  }

  static async open(receiver: TrunkReceiver, events: TurnEvents): Promise<UdpTrunk> {
    const address = { ip: LOOPBACK, port: 0 };
    const socket = await DatagramSocket.bind(address, events, (frame, ip, port) => {
      // Ports that are bound cannot be forged on this address, so who sends from one of theirs is one of them.
      if (ip === LOOPBACK && trunk.#isOfSibling(port)) trunk.#receive(frame, receiver);
      else events.dropped?.('notForUs');
    });
    const trunk = new UdpTrunk(socket, events);
    return trunk;
  }

  get port(): number {
    return this.#socket.port;
  }

  connect(process: number, port: number): void {
    this.#ports.set(process, port);
  }

  disconnect(process: number): void {
    this.#ports.delete(process);
  }

  reaches(process: number): boolean {
    return this.#ports.has(process);
  }

  fromClient(process: number, { listener, client }: FiveTuple, data: Buffer): void {
    this.#send(process, Kind.fromClient, listener, [client], data);
  }

  fromRelay(process: number, from: Address, to: Address, data: Buffer): void {
    this.#send(process, Kind.fromRelay, 0, [from, to], data);
  }

  close(): void {
    this.#socket.close();
  }

  #isOfSibling(port: number): boolean {
    for (const known of this.#ports.values()) if (known === port) return true;
    return false;
  }

  #send(process: number, kind: number, listener: number, addresses: readonly Address[], data: Buffer): void {
    const port = this.#ports.get(process);
    if (port === undefined) return;
    if (data.length > MAX_DATA) {
      this.#events.dropped?.('malformed');
      return;
    }
    const head = addresses.reduce((length, { ip }) => length + 3 + ip.length, 2);
    const frame = Buffer.allocUnsafe(head + data.length);
    frame[0] = kind;
    frame[1] = listener;
    let at = 2;
    for (const address of addresses) {
      frame[at] = address.ip.length;
      frame.writeUInt16BE(address.port, at + 1);
      at += 3 + frame.write(address.ip, at + 3, 'latin1');
    }
    data.copy(frame, at);
    this.#socket.send(frame, 0, frame.length, LOOPBACK, port);
  }

  #receive(frame: Buffer, receiver: TrunkReceiver): void {
    let at = 2;
    const nextAddress = (): Address => {
      const end = at + 3 + frame.readUInt8(at);
      const address = { ip: frame.toString('latin1', at + 3, end), port: frame.readUInt16BE(at + 1) };
      at = end;
      return address;
    };
    try {
      const first = nextAddress();
      if (frame[0] === Kind.fromClient) {
        receiver.fromClient({ listener: frame.readUInt8(1), client: first }, frame.subarray(at));
      } else {
        const to = nextAddress();
        receiver.fromRelay(first, to, frame.subarray(at));
      }
    } catch (error) {
      this.#events.failed?.(error);
    }
  }
}
