import type { Socket } from 'node:net';
import type { FiveTuple } from '../allocation/FiveTuple.ts';
import type { Client } from '../allocation/ports.ts';
import type { Dispatcher } from '../requests/Dispatcher.ts';
import { CHANNEL_HEADER_LENGTH, looksLikeChannelData, writeChannelData } from '../stun/channelData.ts';
import type { TurnEvents } from '../TurnEvents.ts';
import { FrameSplitter } from './FrameSplitter.ts';

/** What may wait for a slow client before packets to it are dropped. */
const MAX_WAITING = 1 << 20;

/** A client over TCP or TLS. */
export class StreamConnection implements Client {
  readonly fiveTuple: FiveTuple;
  readonly #socket: Socket;
  readonly #dispatcher: Dispatcher;
  readonly #events: TurnEvents;
  readonly #splitter = new FrameSplitter();

  constructor(socket: Socket, fiveTuple: FiveTuple, dispatcher: Dispatcher, events: TurnEvents) {
    this.#socket = socket;
    this.fiveTuple = fiveTuple;
    this.#dispatcher = dispatcher;
    this.#events = events;
  }

  readonly receive = (chunk: Buffer): void => {
    if (this.#splitter.push(chunk, this.#onFrame)) return;
    this.#events.dropped?.('malformed');
    this.#socket.destroy();
  };

  send(message: Buffer): void {
    if (this.#socket.destroyed) return;
    if (this.#socket.writableLength > MAX_WAITING) this.#events.dropped?.('congested');
    else this.#socket.write(message);
  }

  sendChannelData(channel: number, data: Buffer, start: number, end: number): void {
    // The socket keeps what it writes, so each frame needs bytes of its own. Over streams a frame is padded.
    const frame = Buffer.alloc((CHANNEL_HEADER_LENGTH + end - start + 3) & ~3);
    writeChannelData(frame, channel, data, start, end);
    this.send(frame);
  }

  readonly #onFrame = (frame: Buffer): void => {
    const { listener, client } = this.fiveTuple;
    if (looksLikeChannelData(frame[0])) this.#dispatcher.channelData(listener, client.ip, client.port, frame);
    else this.#dispatcher.message(frame, this);
  };
}
