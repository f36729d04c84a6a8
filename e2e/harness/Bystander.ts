import type { Reaction } from '@parley/protocol';
import { PROTOCOL_VERSION } from '@parley/protocol/constants';
import { poll } from './poll.ts';

interface Answer {
  readonly kind: string;
  readonly id?: number;
  readonly ok?: boolean;
  readonly error?: { readonly code: string };
}

/** Somebody who is in a room by signaling only: costs no browser, sends nothing and takes nothing. */
export class Bystander {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, Answer>();
  /** Why the server closed the socket. */
  closed: { code: number; reason: string } | undefined;
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as Answer;
      if (frame.kind === 'response' && frame.id !== undefined) this.#answers.set(frame.id, frame);
    });
    socket.addEventListener('close', ({ code, reason }) => (this.closed = { code, reason }));
  }

  /** In the room. @throws {Error} where the server does not let it in. */
  static async join(serverUrl: string, roomUrl: string, displayName = 'Bystander'): Promise<Bystander> {
    const bystander = await Bystander.connect(serverUrl);
    const refusal = await bystander.enter(roomUrl, displayName);
    if (refusal !== undefined) throw new Error(`the bystander was refused: ${refusal}`);
    return bystander;
  }

  /** With a socket, and in no room yet. */
  static async connect(serverUrl: string): Promise<Bystander> {
    const socket = new WebSocket(`${serverUrl.replace('http', 'ws')}/ws`);
    const bystander = new Bystander(socket);
    await poll('the socket to open', () => socket.readyState === WebSocket.OPEN);
    return bystander;
  }

  /** Joins. Resolves with the code of the error, or undefined where there is none. */
  enter(roomUrl: string, displayName: string): Promise<string | undefined> {
    const opus = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 };
    return this.ask('join', {
      protocolVersion: PROTOCOL_VERSION,
      room: new URL(roomUrl).pathname.split('/').at(-1),
      displayName,
      rtpCapabilities: { codecs: [{ ...opus, preferredPayloadType: 100 }], headerExtensions: [] },
      fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
      subscribe: [],
    });
  }

  /** Resolves with the code of the error, or undefined where there is none. */
  async ask(method: string, data: object = {}): Promise<string | undefined> {
    const id = this.#send(method, data);
    await poll(`the answer to ${method}`, () => this.#answers.has(id));
    return this.#answers.get(id)?.error?.code;
  }

  react(reaction: Reaction): void {
    this.#socket.send(JSON.stringify({ kind: 'request', id: 3, method: 'react', data: { reaction } }));
  }

  leave(): void {
    this.#send('leave', {});
  }

  /** Waits for no answer. */
  send(method: string, data: object = {}): void {
    this.#send(method, data);
  }

  #send(method: string, data: object): number {
    const id = this.#nextId++;
    this.#socket.send(JSON.stringify({ kind: 'request', id, method, data }));
    return id;
  }
}
