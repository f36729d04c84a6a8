import { once } from 'node:events';
import { WebSocket, type RawData } from 'ws';

/** Milliseconds. */
const ANSWER_LIMIT = 20_000;

export type Message = Readonly<Record<string, unknown>>;

/** A socket to a server whose answers are told from each other by a field of theirs. */
export class SignalingClient {
  readonly #socket: WebSocket;
  readonly #waiting = new Set<{ isIt(message: Message): boolean; resolve(message: Message): void }>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: RawData) => {
      const message = JSON.parse((data as Buffer).toString('utf8')) as Message;
      for (const waiting of this.#waiting) {
        if (!waiting.isIt(message)) continue;
        this.#waiting.delete(waiting);
        waiting.resolve(message);
      }
    });
  }

  static async to(url: string, protocol: string): Promise<SignalingClient> {
    const socket = new WebSocket(url, protocol, { perMessageDeflate: false });
    await once(socket, 'open');
    return new SignalingClient(socket);
  }

  /** Sends a message, and waits for the one that is its answer. */
  ask(message: Message, isAnswer: (answer: Message) => boolean): Promise<Message> {
    const answer = this.hears(`an answer to ${JSON.stringify(message).slice(0, 200)}`, isAnswer);
    this.#socket.send(JSON.stringify(message));
    return answer;
  }

  /** The next message that is it. @param what For the error when none comes. */
  hears(what: string, isIt: (message: Message) => boolean): Promise<Message> {
    return new Promise<Message>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not heard: ${what}`)), ANSWER_LIMIT);
      this.#waiting.add({
        isIt,
        resolve: (message) => {
          clearTimeout(timer);
          resolve(message);
        },
      });
    });
  }

  close(): void {
    this.#socket.close();
  }
}
