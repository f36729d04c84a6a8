import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { familyOf } from '../ip.ts';
import { CHANNEL_HEADER_LENGTH, writeChannelData } from '../stun/channelData.ts';
import type { TurnEvents } from '../TurnEvents.ts';

/** The system's default holds 90 packets; 4 MB make queues of 40 ms. */
const BUFFER_SIZE = 1 << 20;
/** What may wait for the system before packets are dropped. */
const MAX_QUEUE = 1 << 20;
const SCRATCH_SIZE = 2048;

/** A UDP socket that sends at once or drops, and brings no error to who uses it. */
export class DatagramSocket {
  readonly #socket: Socket;
  readonly #events: TurnEvents;
  #isClosed = false;
  /** Where frames are put together. It is used again as soon as the system has taken the last one. */
  #scratch = Buffer.allocUnsafeSlow(SCRATCH_SIZE);

  private constructor(socket: Socket, events: TurnEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.on('error', (error) => {
      events.failed?.(error);
    });
  }

  /**
   * Rejects when the address or the port cannot be had.
   * @param reusePort Lets several processes have it; the system keeps each sender with one of them.
   */
  static async bind(
    { ip, port, reusePort = false }: { ip: string; port: number; reusePort?: boolean },
    events: TurnEvents,
    onPacket: (data: Buffer, ip: string, port: number) => void,
  ): Promise<DatagramSocket> {
    const family = familyOf(ip);
    const socket = createSocket({
      type: family === 4 ? 'udp4' : 'udp6',
      ipv6Only: family === 6,
      reusePort,
      recvBufferSize: BUFFER_SIZE,
      sendBufferSize: BUFFER_SIZE,
      // Only addresses are sent to. The usual lookup would put off each packet to the next tick.
      lookup: (host, _options, callback) => {
        callback(null, host, family);
      },
    });
    const listening = once(socket, 'listening');
    socket.bind({ address: ip, port, exclusive: true });
    try {
      await listening;
    } catch (error) {
      socket.close();
      throw error;
    }
    const bound = new DatagramSocket(socket, events);
    socket.on('message', (data, from) => {
      onPacket(data, from.address, from.port);
    });
    return bound;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** The bytes must not change any more: the system may take them later. */
  send(data: Buffer, start: number, end: number, ip: string, port: number): void {
    if (this.#isClosed) return;
    if (this.#socket.getSendQueueSize() > MAX_QUEUE) this.#events.dropped?.('congested');
    else this.#socket.send(data, start, end - start, port, ip);
  }

  /** Sends ChannelData; the bytes of `data` are the caller's again when it returns. */
  sendChannelData(channel: number, data: Buffer, start: number, end: number, ip: string, port: number): void {
    const fits = end - start + CHANNEL_HEADER_LENGTH <= SCRATCH_SIZE;
    const frame = fits ? this.#scratch : Buffer.allocUnsafeSlow(end - start + CHANNEL_HEADER_LENGTH);
    this.send(frame, 0, writeChannelData(frame, channel, data, start, end), ip, port);
    if (!fits || this.#isClosed || this.#socket.getSendQueueCount() === 0) return;
    // The system is busy and has not taken it yet.
    this.#scratch = Buffer.allocUnsafeSlow(SCRATCH_SIZE);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close();
  }
}
